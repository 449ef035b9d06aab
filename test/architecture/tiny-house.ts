import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const project = path.resolve(import.meta.dirname, '../..');

/** One file with one line of code, usually an import. */
export interface Line {
  readonly file: string;
  readonly code: string;
}

export interface Violation {
  readonly rule: string;
  readonly from: string;
}

/** npm packages by name: those a package.json declares, and those that merely lie in node_modules. */
export interface Packages {
  readonly declared: readonly string[];
  readonly undeclared: readonly string[];
}

/** The parts of dependency-cruiser's JSON report that are read here. */
interface Report {
  readonly summary: { readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] };
}

const write = (root: string, file: string, text: string): void => {
  const place = path.join(root, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text, { flag: 'a' });
};

const furnish = (root: string, { declared, undeclared }: Packages): void => {
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json']) cpSync(path.join(project, name), path.join(root, name));
  const dependencies = Object.fromEntries(declared.map((name) => [name, '1.0.0']));
  write(root, 'package.json', JSON.stringify({ name: 'tiny-house', type: 'module', dependencies }));
  for (const name of [...declared, ...undeclared]) {
    write(root, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(root, `node_modules/${name}/index.js`, '');
  }
  mkdirSync(path.join(root, 'node_modules/@wikibot'), { recursive: true });
  for (const name of ['contracts', 'platform']) {
    write(
      root,
      `${name}/package.json`,
      JSON.stringify({ name: `@wikibot/${name}`, type: 'module', exports: { './*': './src/*.ts' }, dependencies }),
    );
    symlinkSync(path.join(root, name), path.join(root, 'node_modules/@wikibot', name), 'junction');
  }
};

const cruise = (root: string): Report => {
  const script = path.join(project, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'contracts', 'platform', 'services'];
  // The report of a tool that the specs below would refute if its shape were another.
  return JSON.parse(execFileSync(process.execPath, [script, ...args], { cwd: root, maxBuffer: 64 * 1024 * 1024 }).toString()) as Report;
};

/** Builds a house of these lines in a temporary folder, under the project's own rules, and tells which rules fire where. */
export const violationsIn = (lines: readonly Line[], packages: Packages): readonly Violation[] => {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'wikibot-house-')));
  try {
    furnish(root, packages);
    for (const { file, code } of lines) write(root, file, `${code}\n`);
    return cruise(root).summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};
