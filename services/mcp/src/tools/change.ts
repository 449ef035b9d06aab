/** What all changing tools share: a key against doing it twice, trying it out, and the wait until the change can be read here. */
import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf, InputOf, Request } from '@wikibot/contracts/define/request';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Token } from '@wikibot/contracts/define/token';
import { Proposed } from '@wikibot/contracts/requests/proposed';
import { uuidOfText } from '@wikibot/platform/kernel/ids';
import { keyReused } from '@wikibot/platform/kernel/kernel-refusals';
import * as z from 'zod';
import { askOwner } from './ask-owner.ts';
import { caughtUp } from './caught-up.ts';
import type { Answered, Call } from './tool.ts';

export interface Change<R extends Request> {
  readonly tool: string;
  readonly request: R;
  readonly data: InputOf<R>;
  readonly key: string | undefined;
  readonly dryRun?: boolean | undefined;
}

export interface Changed<R extends Request> {
  readonly ok: true;
  readonly answer: AnswerOf<R>;
  readonly token: Token;
  /** Whether reading here shows it already. */
  readonly isVisible: boolean;
  readonly isDryRun: boolean;
}

/** A key stands for one change by one caller in one wiki; without one, every call is a change of its own. */
const requestIdOf = ({ tool, key }: Change<Request>, call: Call): string | undefined =>
  key === undefined ? undefined : uuidOfText([call.auth.accountId ?? 'anonymous', call.wiki.id, tool, key].join(' '));

const fingerprintOf = ({ data }: Change<Request>): string => uuidOfText(JSON.stringify(data));

/** A key that was used for something else would be answered with what that did. */
const reused = async (change: Change<Request>, requestId: string, call: Call): Promise<Refused | undefined> =>
  (await call.ports.repeats.claim(requestId, fingerprintOf(change))) ? undefined : keyReused({ key: change.key ?? '' });

/** Whoever only tries it out still has the key for the real one. */
const tried = <R extends Request>(change: Change<R>, call: Call) =>
  askOwner(call, change.request, { data: { ...(change.data as object), dryRun: true } as InputOf<R> }); // every request that changes pages takes it

const asked = <R extends Request>(change: Change<R>, call: Call) => {
  const requestId = requestIdOf(change, call);
  if (requestId === undefined) return askOwner(call, change.request, { data: change.data });
  return askOwner(call, change.request, { data: change.data, requestId, unless: () => reused(change, requestId, call) });
};

/** Whether this very change was sent before under its key: then it is past asking, and only its outcome is wanted again. */
export const wasSent = async <R extends Request>(change: Change<R>, call: Call): Promise<boolean> => {
  const requestId = requestIdOf(change, call);
  return requestId !== undefined && (await call.ports.repeats.knows(requestId, fingerprintOf(change)));
};

/** Answers once the own views have the change, so that whoever wrote reads what they wrote. */
export const makeChange = async <R extends Request>(change: Change<R>, call: Call): Promise<Changed<R> | Refused> => {
  const isDryRun = change.dryRun === true;
  const outcome = await (isDryRun ? tried(change, call) : asked(change, call));
  if (!outcome.ok) return outcome;
  const { answer } = outcome;
  if (isDryRun) return { ok: true, answer, token: {}, isVisible: true, isDryRun };
  return { ok: true, answer, token: outcome.token, isVisible: await caughtUp(call.ports, outcome.token), isDryRun };
};

const BEHIND = 'It is stored, but reading here lags behind: it may take a moment until the reading tools show it.';
const DRY_RUN = 'Dry run: nothing was stored.';

/** Whoever reads next will not find the change, and must know why: it comes before all else that is said. */
const proposedLine = ({ id, revision }: Proposed, isDryRun: boolean): string =>
  isDryRun
    ? 'It would only be proposed: agents may not write here at once, and a person would have to merge it.'
    : `PROPOSED, NOT IN THE WIKI: agents may only propose changes here. What follows waits for a person as proposal ${id}, and is not there before it is merged. To change the same page again in this session, name revision ${revision}.`;

const Proposing = z.object({ proposal: Proposed.optional() });

/** The words for what was done, and the same for programs. */
export const changeAnswer = (
  { answer, token, isVisible, isDryRun }: Changed<Request>,
  said: { readonly lines: readonly string[]; readonly structured: Readonly<Record<string, unknown>> },
): Answered => {
  const proposal = Proposing.safeParse(answer).data?.proposal;
  const lines = [isDryRun ? DRY_RUN : '', proposal ? proposedLine(proposal, isDryRun) : '', ...said.lines, isVisible ? '' : BEHIND];
  return {
    ok: true,
    ...(isDryRun ? {} : { token }),
    text: lines.filter(Boolean).join('\n'),
    structured: present({ ...said.structured, dry_run: isDryRun ? true : undefined, proposal }),
  };
};
