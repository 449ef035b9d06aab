import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import type { importFiles } from '@wikibot/contracts/requests/imports';
import { pathPermits, rulesOf } from '@wikibot/platform/kernel/access';
import { importPlan } from '../domain/importing/import-plan.ts';
import type { ImportPlan } from '../domain/importing/import-plan.ts';
import type { Ground, Plan, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { archiveFiles, type Brought } from './archive-files.ts';

type Answer = AnswerOf<typeof importFiles>;
type Asked = DataOf<typeof importFiles>;

/** One commit with every file that can be kept; each that cannot be is named with the reason. */
const slice: AnswerSlice<typeof importFiles, Ports> = async (data, context, ports): Promise<Outcome<Answer>> => {
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  const brought = data.archive === undefined ? listed(data) : await archiveFiles(ports.archives, data.archive, data.root !== 'keep');
  if (!brought.ok) return brought;
  return ports.heads.move(context, wikiId, (ground) => plan(data, brought, { ground, rules: rulesOf(context) }));
};

export default slice;

const listed = ({ files = [] }: Asked): Brought => ({
  ok: true,
  files: files.map(({ file, content }) => ({ file, content: Buffer.from(content, 'base64') })),
  refused: [],
  leftOut: [],
  relinked: 0,
});

interface Where {
  readonly ground: Ground;
  readonly rules: readonly PathRule[];
}

const plan = async (data: Asked, brought: Brought, { ground, rules }: Where): Promise<Plan<Answer> | Refused> => {
  if (ground.wiki.status === 'failed') return refusals['wiki.not-ready']({ status: ground.wiki.status });
  const { spelling, find } = ground;
  const onConflict = data.onConflict ?? (data.overwrite ? 'replace' : 'refuse');
  const chosen = await importPlan(brought.files, { onConflict, mayWrite: (file) => pathPermits(rules, file, 'write'), spelling, find });
  return {
    ok: true,
    intent: 'import',
    message: data.message || `Import ${chosen.changes.length} ${chosen.changes.length === 1 ? 'file' : 'files'}`,
    said: data.message,
    changes: chosen.changes,
    dryRun: data.dryRun,
    answer: ({ head, sequence, proposal }) => ({
      revision: head,
      sequence,
      ...answerOf(chosen, brought),
      ...present({ dryRun: data.dryRun || undefined, proposal }),
    }),
  };
};

type Told = Omit<Answer, 'revision' | 'sequence' | 'dryRun'>;

const answerOf = ({ changes, unchanged, renamed, refused, skipped }: ImportPlan, brought: Brought): Told => ({
  written: changes.length,
  unchanged,
  renamed: [...renamed],
  refused: [...brought.refused, ...refused],
  ...present({
    skipped: skipped.length === 0 ? undefined : [...skipped],
    leftOut: brought.leftOut.length === 0 ? undefined : [...brought.leftOut],
    root: brought.root,
    relinked: brought.relinked || undefined,
  }),
});
