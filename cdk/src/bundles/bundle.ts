/** Bundles each service as one folder of small modules: a function loads only what its trigger needs. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BuildOptions, Metafile } from 'esbuild';
import { build } from 'esbuild';
import { localOnly } from './local-only.ts';

export interface BundleParts {
  readonly root: string;
  readonly services: readonly string[];
  readonly say: (line: string) => void;
}

/** What went into a bundle and what came of it, kept beside it. */
interface BundleRecord {
  readonly key: string;
  /** Hash by file, relative to the root. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Bytes by file: what is left of it in the bundle. */
  readonly contents: Readonly<Record<string, number>>;
  readonly bytes: number;
  readonly zipped: number;
}

/** Some packages still ask for modules the old way; in an ES module that takes a `require` of its own. */
const BANNER = "import{createRequire as bundledRequire}from'node:module';const require=bundledRequire(import.meta.url);";

const OPTIONS = {
  bundle: true,
  minify: true,
  // Some code finds functions of a library by their names.
  keepNames: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  conditions: ['module'],
  entryNames: 'lambda',
  chunkNames: 'chunks/[hash]',
  outExtension: { '.js': '.mjs' },
  banner: { js: BANNER },
  legalComments: 'none',
  sourcemap: false,
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** The folder of each bundle, by service. What has not changed is not bundled again. */
export const bundleAll = async (parts: BundleParts): Promise<ReadonlyMap<string, string>> => {
  const folders = await Promise.all(parts.services.map(async (service) => [service, await bundleOne(parts, service)] as const));
  return new Map(folders);
};

const bundleOne = async ({ root, say }: BundleParts, service: string): Promise<string> => {
  const home = path.join(root, '.cache/bundles', service);
  const assets = service === WEB_SERVICE ? path.join(root, 'services/render/web/dist') : undefined;
  const known = readRecord(home);
  if (known && isFresh(root, known, assets)) return home;
  const draft = `${home}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  const { metafile } = await build({
    ...OPTIONS,
    absWorkingDir: root,
    entryPoints: [path.join(root, 'services', service, 'src/lambda.ts')],
    outdir: draft,
    plugins: [localOnly],
  });
  if (assets) cpSync(assets, path.join(draft, 'web'), { recursive: true });
  const inputs = Object.fromEntries(Object.keys(metafile.inputs).flatMap((file) => hashed(root, file)));
  const sizes = sizesOf(draft);
  mkdirSync(path.dirname(home), { recursive: true });
  writeFileSync(
    `${home}.inputs.json`,
    JSON.stringify({ key: keyOf(assets), inputs, contents: contentsOf(metafile), ...sizes } satisfies BundleRecord),
  );
  rmSync(home, { recursive: true, force: true });
  renameSync(draft, home);
  say(`bundled ${service}: ${kilobytes(sizes.bytes)}, ${kilobytes(sizes.zipped)} zipped`);
  return home;
};

/** The service whose bundle carries the browser code. */
const WEB_SERVICE = 'render';

/** What tree shaking has left, largest first. */
const contentsOf = ({ outputs }: Metafile): Readonly<Record<string, number>> => {
  const bytes = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))) {
    bytes.set(file, (bytes.get(file) ?? 0) + bytesInOutput);
  }
  return Object.fromEntries([...bytes].filter(([, size]) => size > 0).sort(([, one], [, other]) => other - one));
};

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} KiB`;

const digest = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** Modules that a plugin made have no file. */
const hashed = (root: string, file: string): [string, string][] => {
  const full = path.resolve(root, file);
  return existsSync(full) ? [[file, digest(readFileSync(full))]] : [];
};

const readRecord = (home: string): BundleRecord | undefined => {
  const file = `${home}.inputs.json`;
  return existsSync(file) && existsSync(home) ? (JSON.parse(readFileSync(file, 'utf8')) as BundleRecord) : undefined; // written above
};

/** How bundles are made, and the browser code that is copied into them. */
const keyOf = (assets: string | undefined): string =>
  digest(
    JSON.stringify(OPTIONS) +
      localOnly.name +
      (assets
        ? filesIn(assets)
            .map((file) => digest(readFileSync(file)))
            .join()
        : ''),
  );

const isFresh = (root: string, { key, inputs }: BundleRecord, assets: string | undefined): boolean =>
  key === keyOf(assets) && Object.entries(inputs).every(([file, hash]) => hashed(root, file)[0]?.[1] === hash);

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .sort();

/** Zipped as it is deployed, more or less: a zip compresses each file by itself. */
const sizesOf = (folder: string): { readonly bytes: number; readonly zipped: number } => {
  const contents = filesIn(folder).map((file) => readFileSync(file));
  const sum = (sizes: readonly number[]): number => sizes.reduce((all, one) => all + one, 0);
  return { bytes: sum(contents.map((content) => content.length)), zipped: sum(contents.map((content) => gzipSync(content).length)) };
};
