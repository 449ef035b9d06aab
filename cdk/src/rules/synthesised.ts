/** The synthesised templates, made once for each state of the sources and read by every spec. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const HOME = path.join(ROOT, '.cache/cdk');
const SOURCES = ['contracts/src', 'platform/src', 'services', 'cdk/bin', 'cdk/src', 'cdk/cdk.json', 'package-lock.json'];
const IGNORED = /node_modules|^dist$|\.spec\.ts$|\/test-|\.suite\.ts$/;

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
export interface Template {
  /** `WikibotWiki` */
  readonly stack: string;
  readonly resources: Readonly<Record<string, Resource>>;
}

const filesBelow = (place: string): readonly string[] => {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .filter(({ name }) => !IGNORED.test(name))
    .flatMap(({ name }) => filesBelow(path.join(place, name)));
};

const stateOfSources = (): string => {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesBelow(path.join(ROOT, source))).sort()) {
    hash.update(file).update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return hash.digest('hex').slice(0, 16);
};

/** What a deployment may choose and the stacks do not make themselves. */
export const CHOSEN = {
  indexEndpoint: 'https://search-wikibot.eu-central-1.es.amazonaws.com',
  indexDomainArn: 'arn:aws:es:eu-central-1:123456789012:domain/wikibot',
};

const synthesise = (out: string): void => {
  const draft = `${out}.${process.pid}`;
  execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(ROOT, 'cdk/bin/app.ts')], {
    cwd: path.join(ROOT, 'cdk'),
    env: { ...process.env, CDK_OUTDIR: draft, CDK_CONTEXT_JSON: JSON.stringify(CHOSEN), NODE_OPTIONS: '' },
    // an execution that fails tells what it said
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  renameSync(draft, out);
  for (const name of readdirSync(HOME)) {
    if (path.join(HOME, name) !== out && !name.endsWith(LOCK)) rmSync(path.join(HOME, name), { recursive: true, force: true });
  }
};

const LOCK = '.lock';
/** Whoever died with the lock in hand does not keep it. */
const STALE_MS = 180_000;

/** Specs run side by side; one synthesises and the others wait. */
const locked = <T>(work: () => T): T => {
  const lock = path.join(HOME, `synth${LOCK}`);
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > STALE_MS) rmdirSync(lock);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    return work();
  } finally {
    rmdirSync(lock);
  }
};

/** Reads while nobody else may tidy up. */
const fromAssembly = <T>(read: (folder: string) => T): T => {
  mkdirSync(HOME, { recursive: true });
  return locked(() => {
    const out = path.join(HOME, stateOfSources());
    if (!existsSync(out)) synthesise(out);
    return read(out);
  });
};

const templatesIn = (folder: string): readonly Template[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => {
      const { Resources } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { Resources: Template['resources'] }; // CDK's own form
      return { stack: name.replace('.template.json', ''), resources: Resources };
    });

export const templates = (): readonly Template[] => fromAssembly(templatesIn);

/** What a reader makes of the folder with the whole assembly. */
export const withAssembly = <T>(read: (folder: string) => T): T => fromAssembly(read);

/** The files that each bundle has something of, by service. */
export const bundleContents = (): ReadonlyMap<string, readonly string[]> =>
  fromAssembly(() => {
    const records = readdirSync(BUNDLES).filter((name) => name.endsWith(RECORD));
    return new Map(records.map((name) => [name.slice(0, -RECORD.length), contentsOf(path.join(BUNDLES, name))]));
  });

/** Loads every module of a bundle in a process of its own; what its entry exports, or what went wrong. */
export const loadedBundle = (service: string): readonly string[] =>
  fromAssembly(() => {
    const folder = path.join(BUNDLES, service);
    const modules = [...readdirSync(path.join(folder, 'chunks')).map((name) => `chunks/${name}`), 'lambda.mjs'];
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', LOADING], {
      cwd: folder,
      env: { MODULES: modules.join(), RESPONSE_MODE: 'buffered' },
      encoding: 'utf8',
    });
    return said.trim().split(',');
  });

/** Minified code in a stack trace helps nobody. */
const LOADING = `
let last = {};
for (const file of process.env.MODULES.split(',')) {
  last = await import(process.cwd() + '/' + file).catch((error) => ({ [file + ': ' + error.message]: true }));
  if (Object.keys(last).some((name) => name.startsWith(file))) break;
}
console.log(Object.keys(last).join());
`;

const BUNDLES = path.join(ROOT, '.cache/bundles');
const RECORD = '.inputs.json';
const contentsOf = (file: string): readonly string[] =>
  Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { contents: Readonly<Record<string, number>> }).contents); // written with the bundle
