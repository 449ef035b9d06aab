/** Builds the browser code of services/render/web into dist/, each file named by its content so that it can be cached for ever. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetupFault } from './setup/speech.mjs';

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

const entryPointsIn = (web) => readdirSync(web).filter((name) => /\.(ts|css)$/.test(name) && !/\.(d|spec)\.ts$/.test(name));

const keyOf = (entryPoint) => entryPoint.replace(/\.ts$/, '.js');

const isComplete = ({ list, entryPoints }) =>
  Object.keys(JSON.parse(readFileSync(list, 'utf8')))
    .sort()
    .join() === entryPoints.map(keyOf).sort().join();

/** Folders count too: their time tells that a file has gone. The outermost changes with dist/, so there the list of files is compared. */
const isFresh = ({ root, web, list, entryPoints }) => {
  if (!existsSync(list) || !isComplete({ list, entryPoints })) return false;
  const dist = path.dirname(list) + path.sep;
  const inputs = filesIn(web).filter((file) => !(file + path.sep).startsWith(dist));
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
const namesOfEntries = (metafile, entryPoints) =>
  new Set(
    Object.entries(metafile.outputs).flatMap(([file, { entryPoint }]) => (entryPoints.includes(entryPoint) ? [path.basename(file)] : [])),
  );

const write = (dist, outputs) => {
  mkdirSync(dist, { recursive: true });
  for (const { file, contents } of outputs) writeFileSync(path.join(dist, file), contents);
  const kept = new Set(outputs.map(({ file }) => file));
  for (const name of readdirSync(dist)) if (!kept.has(name)) rmSync(path.join(dist, name));
};

/** esbuild is a dependency of the service whose code this is, so it is looked up from there. */
const runEsbuild = async ({ web, dist, entryPoints }) => {
  const esbuild = createRequire(path.join(web, 'entry.js'))('esbuild');
  try {
    return await esbuild.build({ ...options, entryPoints, absWorkingDir: web, outdir: dist, metafile: true });
  } catch (cause) {
    throw new SetupFault('the browser code could not be built (see above)', { cause });
  } finally {
    await esbuild.stop();
  }
};

const bundle = async ({ web, dist, entryPoints }) => {
  const { outputFiles, metafile } = await runEsbuild({ web, dist, entryPoints });
  const entries = namesOfEntries(metafile, entryPoints);
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
  if (!existsSync(web)) return;
  const entryPoints = entryPointsIn(web);
  if (entryPoints.length === 0 || isFresh({ root, web, list, entryPoints })) return;
  mustBeWritable();
  const assets = await bundle({ web, dist: path.dirname(list), entryPoints });
  writeFileSync(list, `${JSON.stringify(assets, null, 2)}\n`);
};
