/** Builds the browser code of services/render/web into dist/, each file named by its content so that it can be cached for ever. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Fonts are fetched as woff2 by every browser we support: the older forms that style sheets also name are never asked for. */
const options = {
  bundle: true,
  minify: true,
  splitting: true,
  write: false,
  sourcemap: false,
  format: 'esm',
  target: 'es2022',
  entryNames: '[name]',
  chunkNames: 'chunk-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.woff2': 'file', '.svg': 'dataurl' },
  external: ['*.woff', '*.ttf'],
  legalComments: 'none',
  logLevel: 'warning',
};

const modifiedAt = (file) => statSync(file).mtimeMs;

const filesIn = (folder) => readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name));

/** Folders count too: their time tells that a file has gone. */
const isFresh = ({ root, web, list }) => {
  if (!existsSync(list)) return false;
  const dist = path.dirname(list) + path.sep;
  const inputs = filesIn(web).filter((file) => file !== path.dirname(list) && !file.startsWith(dist));
  const built = modifiedAt(list);
  return [...inputs, path.join(root, 'package-lock.json')].every((file) => modifiedAt(file) <= built);
};

const digest = (algorithm, encoding, contents) => createHash(algorithm).update(contents).digest(encoding);

const assetOf = (output) => {
  const { name, ext } = path.parse(output.path);
  const file = `${name}-${digest('sha256', 'hex', output.contents).slice(0, 8)}${ext}`;
  return { key: name + ext, file, integrity: `sha256-${digest('sha256', 'base64', output.contents)}`, contents: output.contents };
};

/** Chunks and fonts are named by esbuild, with their hash, and by that name entries refer to them. */
const namesOfEntries = (metafile) =>
  new Set(Object.entries(metafile.outputs).flatMap(([file, output]) => (output.entryPoint ? [path.basename(file)] : [])));

const write = (dist, outputs) => {
  mkdirSync(dist, { recursive: true });
  for (const { file, contents } of outputs) writeFileSync(path.join(dist, file), contents);
  const kept = new Set(outputs.map(({ file }) => file));
  for (const name of readdirSync(dist)) if (!kept.has(name)) rmSync(path.join(dist, name));
};

const bundle = async ({ web, dist, entryPoints }) => {
  const esbuild = await import('esbuild');
  const { outputFiles, metafile } = await esbuild.build({ ...options, entryPoints, absWorkingDir: web, outdir: dist, metafile: true });
  await esbuild.stop();
  const entries = namesOfEntries(metafile);
  const isEntry = (output) => entries.has(path.basename(output.path));
  const assets = outputFiles.filter(isEntry).map(assetOf);
  const rest = outputFiles
    .filter((output) => !isEntry(output))
    .map(({ path: file, contents }) => ({ file: path.basename(file), contents }));
  write(dist, [...assets, ...rest]);
  return Object.fromEntries(assets.map(({ key, file, integrity }) => [key, { file, integrity }]));
};

/**
 * Entry points are the `.ts` and `.css` files directly in services/render/web. `dist/assets.json` tells the server what came of
 * them, `{"page.css": {"file": "page-1a2b3c4d.css", "integrity": "sha256-…"}}`, and is written last.
 */
export const buildWeb = async ({ root, mustBeWritable }) => {
  const web = path.join(root, 'services/render/web');
  const list = path.join(web, 'dist/assets.json');
  if (!existsSync(web) || isFresh({ root, web, list })) return;
  const entryPoints = readdirSync(web).filter((name) => /\.(ts|css)$/.test(name) && !/\.(d|spec)\.ts$/.test(name));
  if (entryPoints.length === 0) return;
  mustBeWritable();
  const assets = await bundle({ web, dist: path.dirname(list), entryPoints });
  writeFileSync(list, `${JSON.stringify(assets, null, 2)}\n`);
};
