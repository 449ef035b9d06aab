import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { ImportId } from '@wikibot/contracts/requests/repository-imports';
import type { startImport } from '@wikibot/contracts/requests/repository-imports';
import { rulesOf } from '@wikibot/platform/kernel/access';
import type { RememberingContext } from '@wikibot/platform/kernel/event-store';
import { closedToChanges } from '../domain/closed-to-changes.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';

/** Says no at once where it can; the saga does the rest, however long it takes. */
const slice: AnswerSlice<typeof startImport, Ports> = async (
  { url, branch = '', onConflict = 'refuse' },
  context: RememberingContext,
  ports,
): Promise<Outcome<AnswerOf<typeof startImport>>> => {
  const wiki = context.tenant.wikiId && (await ports.wikis.get(context.tenant.wikiId));
  if (!wiki) return refusals['wiki.not-found']({});
  const denied = await startProblem(wiki, ports);
  if (denied) return denied;
  const [wikiId, importId] = [wiki.id, ImportId.parse(ports.ids.entity('imp'))];
  const started = new Date(ports.clock.now()).toISOString();
  const job = {
    wikiId,
    ownerId: wiki.ownerId,
    importId,
    url,
    branch,
    onConflict,
    actor: context.actor,
    pathRules: rulesOf(context),
    started,
  };
  const outcome: Outcome<AnswerOf<typeof startImport>> = { ok: true, answer: { importId, status: 'fetching' }, token: {} };
  const input = { wikiId, ownerId: wiki.ownerId, importId, url, branch, correlationId: context.correlationId };
  await ports.table.write([
    ports.importJobs.keeping(job),
    ports.sagas.starting('importing', importId, input),
    ...((await context.outcomeRows?.(outcome)) ?? []),
  ]);
  return outcome;
};

export default slice;

/** A history comes in as by a push, so the plan has to let it. */
const startProblem = async (wiki: Wiki, ports: Ports): Promise<Refused | undefined> => {
  const closed = closedToChanges(wiki);
  if (closed) return closed;
  if (wiki.status !== 'active') return refusals['wiki.not-ready']({ status: wiki.status });
  const limits = await ports.entitlements.of(wiki.ownerId);
  if (!limits) return refusals['wiki.plan-unknown']({});
  return limits.gitPush ? undefined : refusals['git.push-not-in-plan']({});
};
