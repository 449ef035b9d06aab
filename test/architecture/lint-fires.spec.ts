import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

const project = path.resolve(import.meta.dirname, '../..');

/** The project's own rules, on text in place of files: what needs the type checker is left out, for it knows only files. */
const eslint = new ESLint({
  cwd: project,
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-misused-promises': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
    },
  },
});

const rulesFor = async (file: string, code: string): Promise<readonly string[]> => {
  const results = await eslint.lintText(code, { filePath: path.join(project, file) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message));
};

const rule = 'services/wiki/src/domain/merge.ts';
const slice = 'services/wiki/src/commands/save-page.ts';
const spec = 'services/wiki/src/domain/merge.spec.ts';
const kernel = 'platform/src/kernel/table.ts';
const lines = (count: number): string => 'void 0;\n'.repeat(count);

/** [rule, file, code] */
const forbidden: readonly (readonly [string, string, string])[] = [
  ['max-lines', rule, lines(251)],
  ['max-lines', spec, lines(301)],
  ['max-lines-per-function', rule, `export const long = () => {\n${lines(60)}};`],
  ['max-params', rule, 'export const f = (a: 1, b: 2, c: 3, d: 4) => [a, b, c, d];'],
  ['max-params', rule, 'export class F { constructor(a: 1, b: 2, c: 3, d: 4) { void [a, b, c, d]; } }'],
  ['max-depth', rule, 'export const f = (a: 1) => { if (a) { if (a) { if (a) { if (a) { return a; } } } } return 0; };'],
  ['complexity', rule, `export const f = (a: 1) => ${'a && '.repeat(8)} a;`],
  ['no-restricted-exports', kernel, 'export default 1;'],
  ['house/zod-as-namespace', rule, "import { z } from 'zod'; void z;"],
  ['house/zod-as-namespace', rule, "import z from 'zod'; void z;"],
  ['house/no-module-mocks', spec, "jest.mock('./x.ts');"],
  ['house/no-module-mocks', spec, "jest.spyOn({}, 'x');"],
  ['house/no-catch', slice, 'try { void 0; } catch { void 1; }'],
  ['house/no-environment', kernel, "export const region = process.env['REGION'];"],
  ['house/no-environment', kernel, "import { env } from 'node:process'; void env;"],
  ['house/no-partial-runs', spec, "it.only('holds', () => undefined);"],
  ['house/no-partial-runs', spec, "it.skip.each([1])('holds', () => undefined);"],
  ['house/no-partial-runs', spec, "describe.skip('holds', () => undefined);"],
  ['house/no-partial-runs', spec, "xit('holds', () => undefined);"],
  ['house/title-states-a-fact', spec, "it('should hold', () => undefined);"],
  ['house/named-file', 'services/wiki/src/domain/utils.ts', ''],
  ['house/named-file', 'services/wiki/src/domain/data.ts', ''],
  ['house/named-file', 'services/wiki/src/domain/mergePages.ts', ''],
  ['house/named-file', 'services/wiki/src/helpers/merge.ts', ''],
  ['house/named-declaration', rule, 'export class PageManager {}'],
  ['house/named-declaration', rule, 'export const handle = () => 1;'],
  ['@typescript-eslint/no-explicit-any', rule, 'export const x: any = 1;'],
  ['@typescript-eslint/no-explicit-any', rule, '// eslint-disable-next-line\nexport const x: any = 1;'],
  ['@typescript-eslint/ban-ts-comment', rule, '// @ts-ignore\nexport const x = 1;'],
  ['@typescript-eslint/consistent-type-imports', rule, "import { A } from './a.ts'; export type B = A;"],
];

/** [file, code] */
const allowed: readonly (readonly [string, string])[] = [
  [rule, "import * as z from 'zod';\nimport type { ZodType } from 'zod';\nexport const both = (type: ZodType) => z.array(type);"],
  [slice, 'export default 1;'],
  [spec, `describe('a chapter', () => {\n${lines(100)}});`],
  [spec, "(process.platform === 'linux' ? describe : describe.skip)('holds', () => undefined);"],
  ['services/wiki/src/adapters/git.ts', 'try { void 0; } catch { void 1; }'],
  ['services/wiki/src/lambda.ts', "export const region = process.env['REGION'];"],
  ['services/wiki/src/domain/common-ancestor.ts', 'export const commonAncestor = () => 1;\nexport const handleRequest = () => 2;'],
];

describe('the lint rules', () => {
  it.each(forbidden)('%s fires in %s', async (name, file, code) => {
    expect(await rulesFor(file, code)).toContain(name);
  });

  it.each(allowed)('%s may say %j', async (file, code) => {
    expect(await rulesFor(file, code)).toEqual([]);
  });
});
