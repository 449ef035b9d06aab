import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const project = path.resolve(import.meta.dirname, '../..');

/** The parts of a package.json that the rules below read. */
interface Package {
  readonly name: string;
  readonly version: string;
  readonly type?: string;
  readonly private?: boolean;
  readonly engines?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const textOf = (file: string): string => readFileSync(path.join(project, file), 'utf8');
const packageIn = (folder: string): Package => JSON.parse(textOf(path.join(folder, 'package.json'))) as Package; // npm checked its form
const foldersIn = (folder: string): readonly string[] =>
  readdirSync(path.join(project, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

const services = ['auth', 'billing', 'mcp', 'render', 'search', 'wiki'];
const serviceFolders = services.map((service) => `services/${service}`);
const folders = ['.', 'contracts', 'platform', ...serviceFolders, 'test', 'load', 'cdk'].filter((folder) =>
  existsSync(path.join(project, folder, 'package.json')),
);
const versionsIn = ({ dependencies, devDependencies, optionalDependencies }: Package): readonly (readonly [string, string])[] =>
  Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });

describe('the six services', () => {
  it('are the only folders under services/', () => {
    expect(foldersIn('services')).toEqual(services);
  });

  it.each(serviceFolders)('%s has its page, its manifest and its refusals', (folder) => {
    const missing = ['README.md', 'src/manifest.ts', 'src/refusals.ts'].filter((file) => !existsSync(path.join(project, folder, file)));
    expect(missing).toEqual([]);
  });

  it('need at most 40 libraries between them', () => {
    const libraries = new Set(
      ['contracts', 'platform', ...serviceFolders].flatMap((folder) => Object.keys(packageIn(folder).dependencies ?? {})),
    );
    const foreign = [...libraries].filter((name) => !name.startsWith('@wikibot/'));
    expect(foreign.length).toBeLessThanOrEqual(40);
  });
});

describe('every package', () => {
  it.each(folders)('%s names exact versions', (folder) => {
    const loose = versionsIn(packageIn(folder)).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  it.each(folders)('%s is private and made of ECMAScript modules', (folder) => {
    expect(packageIn(folder)).toMatchObject({ type: 'module', private: true });
  });

  it.each(folders)('%s has the version of all', (folder) => {
    const { version } = JSON.parse(textOf('lerna.json')) as { readonly version: string };
    expect(packageIn(folder).version).toBe(version);
  });

  it('takes one version of a library, whoever uses it', () => {
    const versions = new Map<string, Set<string>>();
    for (const [name, version] of folders.flatMap((folder) => versionsIn(packageIn(folder)))) {
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
    const several = [...versions].filter(([, found]) => found.size > 1).map(([name]) => name);
    expect(several).toEqual([]);
  });
});

describe('the repository', () => {
  it('says which Node it needs, as the set-up does', () => {
    expect(packageIn('.').engines).toEqual({ node: '>=22.22' });
    expect(textOf('platform/bin/setup/node-runtime.mjs')).toContain('major: 22, minor: 22');
  });

  it('locks its packages without naming where they came from', () => {
    const { packages } = JSON.parse(textOf('package-lock.json')) as {
      readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
    };
    const named = Object.entries(packages).filter(([, entry]) => /^https?:/.test(entry.resolved ?? ''));
    expect(named).toEqual([]);
  });
});
