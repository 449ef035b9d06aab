import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import type { importFiles } from '@wikibot/contracts/requests/pages';
import { importPlan } from '../domain/import-plan.ts';
import type { ImportPlan } from '../domain/import-plan.ts';
import type { Ground, Plan, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

type Answer = AnswerOf<typeof importFiles>;

/** One commit with every file that can be kept; each that cannot be is named with the reason. */
const slice: AnswerSlice<typeof importFiles, Ports> = async (data, context, ports): Promise<Outcome<Answer>> => {
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  return ports.heads.move(context, wikiId, (ground) => plan(data, ground));
};

export default slice;

const plan = async (data: DataOf<typeof importFiles>, ground: Ground): Promise<Plan<Answer> | Refused> => {
  if (ground.wiki.status === 'failed') return refusals['wiki.not-ready']({ status: ground.wiki.status });
  const wanted = data.files.map(({ file, content }) => ({ file, content: Buffer.from(content, 'base64') }));
  const chosen = await importPlan(wanted, { overwrite: data.overwrite, spelling: ground.spelling, find: ground.find });
  return {
    ok: true,
    intent: 'import',
    message: data.message || `Import ${chosen.changes.length} ${chosen.changes.length === 1 ? 'file' : 'files'}`,
    changes: chosen.changes,
    dryRun: data.dryRun,
    answer: ({ head, sequence }) => ({ ...answerOf(chosen, { head, sequence }), ...present({ dryRun: data.dryRun || undefined }) }),
  };
};

const answerOf = ({ changes, unchanged, renamed, refused }: ImportPlan, moved: { head: ObjectId | null; sequence: number }): Answer => ({
  revision: moved.head,
  sequence: moved.sequence,
  written: changes.length,
  unchanged,
  renamed: [...renamed],
  refused: [...refused],
});
