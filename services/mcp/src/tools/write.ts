/** What the writing tools share: a key against doing it twice, the wait until it can be read here, and the words for what was done. */
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { InputOf, Request } from '@wikibot/contracts/define/request';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { Token } from '@wikibot/contracts/define/token';
import type { Written } from '@wikibot/contracts/requests/pages';
import { uuidOfText } from '@wikibot/platform/kernel/ids';
import { keyReused } from '@wikibot/platform/kernel/kernel-refusals';
import { askOwner } from './ask-owner.ts';
import { caughtUp } from './caught-up.ts';
import type { Call, ToolAnswer } from './tool.ts';

interface Write<R extends Request> {
  readonly tool: string;
  readonly request: R;
  readonly data: InputOf<R>;
  readonly key: string | undefined;
  /** How the text begins: `Edited`, unless the page was created, merged or left as it is. */
  readonly verb: string;
}

/** A key stands for one change by one caller in one wiki; without one, every call is a change of its own. */
const requestIdOf = ({ tool, key }: Write<Request>, call: Call): string | undefined =>
  key === undefined ? undefined : uuidOfText([call.auth.accountId ?? 'anonymous', call.wiki.id, tool, key].join(' '));

const fingerprintOf = ({ data }: Write<Request>): string => uuidOfText(JSON.stringify(data));

/** A key that was used for something else would be answered with what that did. */
const reused = async (write: Write<Request>, requestId: string, call: Call): Promise<Refused | undefined> =>
  (await call.ports.repeats.claim(requestId, fingerprintOf(write))) ? undefined : keyReused({ key: write.key ?? '' });

const asked = async <R extends Request>(write: Write<R>, call: Call): Promise<Outcome<Written>> => {
  const requestId = requestIdOf(write, call);
  const unless = requestId === undefined ? undefined : () => reused(write, requestId, call);
  const outcome = await askOwner(call, write.request, { data: write.data, requestId, ...(unless ? { unless } : {}) });
  return outcome as Outcome<Written>; // savePage and editPage both answer so
};

/** A merged text up to so many units stands in the answer, so that nobody has to read again. */
const MOST_MERGED = 16_000;

const opening = ({ outcome, path, revision }: Written, verb: string): string => {
  const named = `${path} (revision: ${revision.slice(0, 8)})`;
  if (outcome === 'created') return `Created ${named}`;
  if (outcome === 'unchanged') return `Unchanged ${named}: it says this already`;
  return `${verb} ${named}`;
};

const mergeText = ({ outcome, path, content }: Written): string => {
  if (outcome !== 'merged') return '';
  const short = content !== undefined && content.length <= MOST_MERGED;
  const said = 'It was merged with a change made meanwhile, so the stored text differs from yours';
  return short ? `${said}:\n\n---\n${content}` : `${said}. Call read_note with path="${path}" before you change it again.`;
};

const writtenText = (written: Written, verb: string, isVisible: boolean): string => {
  const { added, removed } = written.lines;
  const lines = written.outcome === 'unchanged' ? '' : `Lines: +${added} -${removed}`;
  const behind = isVisible ? '' : 'It is stored, but reading here lags behind: it may take a moment until read_note shows it.';
  return [opening(written, verb), lines, behind, mergeText(written)].filter(Boolean).join('\n');
};

/** The answer comes once the own views have the change, so that whoever wrote reads what they wrote. */
export const write = async <R extends Request>(change: Write<R>, call: Call): Promise<ToolAnswer> => {
  const outcome = await asked(change, call);
  if (!outcome.ok) return outcome;
  const token: Token = outcome.token;
  const isVisible = await caughtUp(call.ports, token);
  const { name, path, revision, sequence, lines, outcome: done, content } = outcome.answer;
  const structured = present({ path, name, revision, outcome: done, sequence, lines, content });
  return { ok: true, token, text: writtenText(outcome.answer, change.verb, isVisible), structured };
};
