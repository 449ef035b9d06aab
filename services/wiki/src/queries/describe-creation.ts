import { accountOf } from '@wikibot/contracts/define/actor';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { WikiId } from '@wikibot/contracts/define/ids';
import type { CreationStatus, describeCreation, Step, WikiStatus } from '@wikibot/contracts/requests/wikis';
import type { StepAnswer } from '@wikibot/platform/kernel/sagas';
import type { Row } from '@wikibot/platform/kernel/table';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { stepsTaken } from '../sagas/bootstrap-steps.ts';

/** Only to the account whose it is, which is whoever asked for it until another has taken it over; to everybody else it does not exist. */
const slice: AnswerSlice<typeof describeCreation, Ports> = async ({ wikiId }, { actor }, ports) => {
  const founding = await ports.table.get({ pk: `founding#${wikiId}`, sk: 'founding' });
  const wiki = await ports.wikis.get(wikiId);
  const accountId = accountOf(actor);
  if (!founding || !accountId || accountId !== ownerOf(founding, wiki)) return refusals['wiki.not-found']({});
  const owner = (await ports.names.of(accountId)) ?? accountId;
  const told = stepsOf(await ports.sagas.answers(wikiId), founding['template'] !== undefined);
  const stand = await standing(ports, { wikiId, wiki }, told);
  // The wiki may be open before the answer that says so has come back.
  const steps = stand.status === 'active' ? told.map((step): Step => ({ ...step, status: 'done' })) : told;
  return { ok: true, answer: { wikiId, owner, slug: slugOf(founding, wiki), ...stand, steps }, token: {} };
};

export default slice;

/** The row of what was asked for stays as it was; once there is a wiki, that tells. */
const ownerOf = (founding: Row, wiki: Wiki | undefined): unknown => (wiki ? wiki.ownerId : founding['ownerId']);
const slugOf = (founding: Row, wiki: Wiki | undefined): string => (wiki ? wiki.slug : String(founding['slug']));

/** A step that failed says so at once; one that never answered shows when the set-up is abandoned. */
const standing = async (
  ports: Ports,
  { wikiId, wiki }: Stand,
  steps: readonly Step[],
): Promise<{ status: CreationStatus; reason?: string }> => {
  const failed = steps.find((step) => step.status === 'failed');
  const abandoned = await ports.table.get({ pk: `founding#${wikiId}`, sk: 'abandoned' });
  if (failed || abandoned) return { status: 'failed', reason: failed?.reason ?? String(abandoned?.['reason']) };
  return { status: cameTo(wiki?.status ?? 'creating') };
};

interface Stand {
  readonly wikiId: WikiId;
  readonly wiki: Wiki | undefined;
}

/** Whatever became of it later, the set-up ended well. */
const cameTo = (status: WikiStatus): CreationStatus => (status === 'creating' || status === 'failed' ? status : 'active');

/** The first step without an answer is under way, unless one before it failed. */
const stepsOf = (answers: ReadonlyMap<string, StepAnswer>, hasTemplate: boolean): Step[] => {
  const steps = stepsTaken(hasTemplate).map(([name, title]): Step => {
    const answer = answers.get(name);
    if (!answer) return { name, title, status: 'waiting' };
    return { name, title, status: answer.ok ? 'done' : 'failed', ...(answer.reason === undefined ? {} : { reason: answer.reason }) };
  });
  const under = steps.findIndex((step) => step.status !== 'done');
  return steps.map((step, index) => (index === under && step.status === 'waiting' ? { ...step, status: 'running' } : step));
};
