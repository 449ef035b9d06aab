import { describe, expect, it } from '@jest/globals';
import { violationsIn } from './tiny-house.ts';
import type { Line } from './tiny-house.ts';

const packages = {
  declared: ['zod', 'yaml', 'better-sqlite3', 'jsonata', 'jose', 'markdown-it', 'node-diff3', '@aws-sdk/client-sqs', '@aws-sdk/client-s3'],
  undeclared: ['left-pad'],
};

/** What the imports of both tables point at. */
const furniture: readonly Line[] = [
  'contracts/src/facts/wiki.ts',
  'platform/src/kernel/table.ts',
  'platform/src/page/slug.ts',
  'platform/src/local/host.ts',
  'platform/src/local/sqlite-connection.ts',
  'platform/src/aws/queue.ts',
  ...['wiki', 'auth', 'render'].flatMap((service) =>
    [
      'manifest.ts',
      'refusals.ts',
      'ports.ts',
      'domain/page.ts',
      'domain/texts/en.ts',
      'commands/save.ts',
      'queries/read.ts',
      'views/tree.ts',
      'sagas/bootstrap-steps.ts',
      'tools/write-note.ts',
      'adapters/git.ts',
    ].map((file) => `services/${service}/src/${file}`),
  ),
].map((file) => ({ file, code: 'export const it = 1; export type It = number;' }));

/** [rule, importing file, its import] */
const forbidden: readonly (readonly [string, string, string])[] = [
  ['contracts-imports-only-what-it-may', 'contracts/src/a.ts', "import '@wikibot/platform/kernel/table';"],
  ['contracts-imports-only-what-it-may', 'contracts/src/b.ts', "import 'node:fs';"],
  ['contracts-imports-only-what-it-may', 'contracts/src/c.ts', "import 'yaml';"],
  ['page-imports-only-what-it-may', 'platform/src/page/a.ts', "import '../kernel/table.ts';"],
  ['page-imports-only-what-it-may', 'platform/src/page/b.ts', "import 'node:fs';"],
  ['kernel-imports-only-what-it-may', 'platform/src/kernel/a.ts', "import 'node:fs';"],
  ['kernel-imports-only-what-it-may', 'platform/src/kernel/b.ts', "import 'better-sqlite3';"],
  ['kernel-imports-only-what-it-may', 'platform/src/kernel/c.ts', "import '@aws-sdk/client-sqs';"],
  ['kernel-imports-only-what-it-may', 'platform/src/kernel/d.ts', "import type { It } from '../local/host.ts';"],
  ['local-imports-only-what-it-may', 'platform/src/local/a.ts', "import '../aws/queue.ts';"],
  ['local-imports-only-what-it-may', 'platform/src/local/b.ts', "import '@aws-sdk/client-sqs';"],
  ['aws-imports-only-what-it-may', 'platform/src/aws/a.ts', "import 'better-sqlite3';"],
  ['ops-imports-only-what-it-may', 'platform/src/ops/a.ts', "import 'better-sqlite3';"],
  ['domain-imports-only-what-it-may', 'services/wiki/src/domain/a.ts', "import '../ports.ts';"],
  ['domain-imports-only-what-it-may', 'services/wiki/src/domain/b.ts', "import '@wikibot/platform/kernel/table';"],
  ['domain-imports-only-what-it-may', 'services/wiki/src/domain/c.ts', "import 'markdown-it';"],
  ['domain-imports-only-what-it-may', 'services/render/src/domain/d.ts', "import 'node-diff3';"],
  ['domain-imports-only-what-it-may', 'services/auth/src/domain/e.ts', "import 'jose';"],
  ['domain-imports-only-what-it-may', 'services/auth/src/domain/f.ts', "import 'node:fs';"],
  ['domain-imports-only-what-it-may', 'services/auth/src/domain/g.ts', "import type { It } from '../ports.ts';"],
  ['refusals-imports-only-what-it-may', 'services/auth/src/refusals.ts', "import './ports.ts';"],
  ['refusals-borrow-types-only', 'services/wiki/src/refusals.ts', "import { it } from './domain/page.ts'; it;"],
  ['ports-imports-only-what-it-may', 'services/auth/src/ports.ts', "import type { S3 } from '@aws-sdk/client-s3';"],
  ['slices-imports-only-what-it-may', 'services/wiki/src/commands/a.ts', "import '../adapters/git.ts';"],
  ['slices-imports-only-what-it-may', 'services/wiki/src/queries/b.ts', "import 'node:fs';"],
  ['slices-imports-only-what-it-may', 'services/wiki/src/views/c.ts', "import '@wikibot/platform/local/host';"],
  ['slices-imports-only-what-it-may', 'services/wiki/src/tools/d.ts', "import '../adapters/git.ts';"],
  ['slices-share-code-within-their-room', 'services/wiki/src/reactions/e.ts', "import { it } from '../commands/save.ts'; it;"],
  ['slices-share-code-within-their-room', 'services/wiki/src/commands/f.ts', "import { it } from '../sagas/bootstrap-steps.ts'; it;"],
  ['adapters-imports-only-what-it-may', 'services/wiki/src/adapters/a.ts', "import '../commands/save.ts';"],
  ['adapters-imports-only-what-it-may', 'services/wiki/src/adapters/b.ts', "import '@wikibot/platform/local/host';"],
  ['manifest-imports-only-what-it-may', 'services/auth/src/manifest.ts', "import 'zod';"],
  ['manifest-loads-slices-lazily', 'services/wiki/src/manifest.ts', "import './commands/save.ts';"],
  ['lambda-imports-only-what-it-may', 'services/wiki/src/lambda.ts', "import './commands/save.ts';"],
  ['browser-imports-only-what-it-may', 'services/render/web/a.ts', "import '../src/domain/page.ts';"],
  ['browser-imports-only-what-it-may', 'services/render/web/b.ts', "import 'node:fs';"],
  ['browser-shares-nothing-of-node', 'services/render/src/domain/texts/a.ts', "import 'node:crypto';"],
  ['no-service-imports-another', 'services/wiki/src/adapters/c.ts', "import '../../../auth/src/domain/page.ts';"],
  ['no-service-imports-another', 'services/wiki/src/commands/save.spec.ts', "import '../../../auth/src/manifest.ts';"],
  ['services-are-entered-by-their-manifest', 'platform/bin/a.ts', "import '../../services/wiki/src/domain/page.ts';"],
  ['only-interpreters-read-manifests', 'platform/src/local/c.ts', "import '../../../services/wiki/src/manifest.ts';"],
  ['no-cycles', 'contracts/src/round-again.ts', "import './round.ts';"],
  [
    'no-cycles',
    'contracts/src/half-round-again.ts',
    "import type { It } from './half-round.ts'; import { it } from './half-round.ts'; it;",
  ],
  ['every-import-is-found', 'contracts/src/lost.ts', "import './nowhere.ts';"],
  ['every-package-is-declared', 'services/wiki/src/adapters/d.ts', "import 'left-pad';"],
];

/** [importing file, its import] */
const allowed: readonly (readonly [string, string])[] = [
  ['contracts/src/ok.ts', "import 'zod'; import './facts/wiki.ts';"],
  ['platform/src/page/ok.ts', "import 'yaml';"],
  ['contracts/src/typed-round.ts', "import type { It } from './typed-round-again.ts'; export type That = It;"],
  ['contracts/src/typed-round-again.ts', "import { type That } from './typed-round.ts'; export type It = That;"],
  [
    'platform/src/kernel/ok.ts',
    "import '@wikibot/contracts/facts/wiki'; import 'node:crypto'; import 'node:timers/promises'; import '../page/slug.ts';",
  ],
  ['platform/src/local/ok.ts', "import 'better-sqlite3'; import 'jsonata'; import 'node:fs'; import '../kernel/table.ts';"],
  ['platform/src/aws/ok.ts', "import '@aws-sdk/client-sqs'; import '../kernel/table.ts';"],
  ['services/wiki/src/domain/ok.ts', "import 'node-diff3'; import 'zod'; import '@wikibot/platform/page/slug'; import '../refusals.ts';"],
  ['services/wiki/src/domain/hash.ts', "import 'node:crypto';"],
  ['services/render/src/refusals.ts', "import type { It } from './domain/page.ts';"],
  ['services/wiki/src/serves/ok.ts', "import '../tools/write-note.ts';"],
  ['services/render/src/domain/ok.ts', "import 'markdown-it'; import './page.ts';"],
  [
    'services/wiki/src/commands/ok.ts',
    "import '../domain/page.ts'; import { it } from './save.ts'; import '../views/tree.ts'; it; import '@wikibot/platform/kernel/table';",
  ],
  [
    'services/wiki/src/adapters/ok.ts',
    "import 'jose'; import 'node:fs'; import '../ports.ts'; import '@wikibot/platform/local/sqlite-connection';",
  ],
  ['services/wiki/src/commands/ok.spec.ts', "import '../adapters/git.ts'; import 'node:os';"],
  [
    'services/render/src/manifest.ts',
    "import type { It } from './ports.ts'; import './refusals.ts'; import './sagas/bootstrap-steps.ts'; export const load = () => import('./commands/save.ts');",
  ],
  ['services/render/web/ok.ts', "import './ok-part.ts'; import 'jose'; import '../src/domain/texts/en.ts';"],
  ['services/render/web/ok-part.ts', 'export const it = 1;'],
  ['services/all.ts', "import './wiki/src/manifest.ts';"],
  ['platform/bin/ok.ts', "import '../../services/wiki/src/manifest.ts';"],
];

const lines = [...forbidden.map(([, file, code]) => ({ file, code })), ...allowed.map(([file, code]) => ({ file, code }))];
const closing = [
  { file: 'contracts/src/round.ts', code: "import './round-again.ts';" },
  { file: 'contracts/src/half-round.ts', code: "import './half-round-again.ts'; export const it = 1; export type It = number;" },
];

describe('the import rules', () => {
  const violations = violationsIn([...furniture, ...lines, ...closing], packages);
  const rulesAt = (file: string): readonly string[] => violations.filter(({ from }) => from === file).map(({ rule }) => rule);

  it.each(forbidden)('%s fires for %s: %s', (rule, file) => {
    expect(rulesAt(file)).toContain(rule);
  });

  it.each(allowed)('%s may say %s', (file) => {
    expect(rulesAt(file)).toEqual([]);
  });
});
