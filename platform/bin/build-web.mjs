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

const entryPointsIn = (web) => readdirSync(web).filter((name) => /\.(ts|css)$/.test(name) && !/\.(d|spec)\.ts$/.test(name));

/** Files that are served beside the browser code, as they are: a document, and a library that only runs as a script of its own. */
const documentsIn = (root, web) =>
  [path.join(root, 'docs/openapi.json'), createRequire(path.join(web, 'entry.js')).resolve('@mermaid-js/tiny')].filter((file) =>
    existsSync(file),
  );

const keyOf = (entryPoint) => entryPoint.replace(/\.ts$/, '.js');

const isComplete = ({ list, entryPoints, documents }) =>
  Object.keys(JSON.parse(readFileSync(list, 'utf8')))
    .sort()
    .join() === [...entryPoints.map(keyOf), ...documents.map((file) => path.basename(file))].sort().join();

/** Everything that went into the last build is remembered, wherever it lies: code may be shared with the server. */
const isFresh = ({ root, web, list, record, entryPoints, documents }) => {
  if (!existsSync(list) || !existsSync(record) || !isComplete({ list, entryPoints, documents })) return false;
  const built = statSync(list).mtimeMs;
  const inputs = [
    path.join(root, 'package-lock.json'),
    ...documents,
    ...JSON.parse(readFileSync(record, 'utf8')).map((file) => path.join(web, file)),
  ];
  return inputs.every((file) => existsSync(file) && statSync(file).mtimeMs <= built);
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

const bundle = async ({ web, dist, entryPoints, documents }) => {
  const { outputFiles, metafile } = await runEsbuild({ web, dist, entryPoints });
  const entries = namesOfEntries(metafile, entryPoints);
  const isEntry = (output) => entries.has(path.basename(output.path));
  const copied = documents.map((file) => ({ path: file, contents: readFileSync(file) }));
  const assets = [...outputFiles.filter(isEntry), ...copied].map(assetOf);
  const rest = outputFiles
    .filter((output) => !isEntry(output))
    .map(({ path: file, contents }) => ({ file: path.basename(file), contents }));
  write(dist, [...assets, ...rest]);
  return {
    inputs: Object.keys(metafile.inputs),
    list: Object.fromEntries(assets.map(({ key, file, integrity }) => [key, { file, integrity }])),
  };
};

/**
 * Entry points are the `.ts` and `.css` files directly in services/render/web. `dist/assets.json` tells the server what came of
 * them, `{"page.css": {"file": "page-1a2b3c4d.css", "integrity": "sha256-…"}}`, and is written last.
 */
export const buildWeb = async ({ root, mustBeWritable }) => {
  const web = path.join(root, 'services/render/web');
  const list = path.join(web, 'dist/assets.json');
  const record = path.join(root, '.cache/web-inputs.json');
  if (!existsSync(web)) return;
  const entryPoints = entryPointsIn(web);
  const documents = documentsIn(root, web);
  if (entryPoints.length === 0 || isFresh({ root, web, list, record, entryPoints, documents })) return;
  mustBeWritable();
  const built = await bundle({ web, dist: path.dirname(list), entryPoints, documents });
  mkdirSync(path.dirname(record), { recursive: true });
  writeFileSync(record, JSON.stringify(built.inputs));
  writeFileSync(list, `${JSON.stringify(built.list, null, 2)}\n`);
};
