/** The words for a page that was written: what became of it, and all that the next change of it needs. */
import { present } from '@wikibot/contracts/define/present';
import type { Request } from '@wikibot/contracts/define/request';
import type { Written } from '@wikibot/contracts/requests/pages';
import type { SectionChange } from '@wikibot/contracts/requests/section-changes';
import type { Change, Changed } from './change.ts';
import { changeAnswer, makeChange } from './change.ts';
import type { Call, ToolAnswer } from './tool.ts';

type Writing = Request<string, Request['data'], typeof Written>;

interface Write<R extends Writing> extends Change<R> {
  /** How the text begins: `Edited`, unless the page was created, merged or left as it is. */
  readonly verb: string;
}

/** A merged text up to so many units stands in the answer, so that nobody has to read again. */
const MOST_MERGED = 4_000;

const WOULD: Readonly<Record<string, string>> = { Created: 'Would create', Updated: 'Would update', Edited: 'Would edit' };

const opening = (
  { outcome, path, revision }: Written,
  { verb, isDryRun }: { readonly verb: string; readonly isDryRun: boolean },
): string => {
  const named = isDryRun ? path : `${path} (revision: ${revision.slice(0, 8)})`;
  if (outcome === 'unchanged') return `Unchanged ${named}: it says this already`;
  const done = outcome === 'created' ? 'Created' : verb;
  return `${isDryRun ? (WOULD[done] ?? done) : done} ${named}`;
};

const mergeText = ({ outcome, path, content }: Written): string => {
  if (outcome !== 'merged') return '';
  const short = content !== undefined && content.length <= MOST_MERGED;
  const said = 'It was merged with a change made meanwhile, so the stored text differs from yours';
  return short ? `${said}:\n\n---\n${content}` : `${said}. Call read_note with path="${path}" before you change it again.`;
};

/** So many sections are named in the text; structured content has more. */
const MOST_SECTIONS = 8;

export const sectionsLine = (sections: readonly SectionChange[]): string => {
  if (sections.length === 0) return '';
  const named = sections
    .slice(0, MOST_SECTIONS)
    .map(({ address, change, hash }) => `${address} (${hash === null ? change : `${change}, hash ${hash}`})`);
  const more = sections.length - named.length;
  return `Sections: ${named.join('; ')}${more > 0 ? ` and ${more} more` : ''}`;
};

const linesOf = ({ answer, isDryRun }: Changed<Writing>, verb: string): readonly string[] => {
  const { added, removed } = answer.lines;
  const stat = answer.outcome === 'unchanged' ? '' : `Lines: +${added} -${removed}`;
  return [opening(answer, { verb, isDryRun }), stat, sectionsLine(answer.sections), ...tightness(answer), mergeText(answer)];
};

/** An agent can tell its person before the plan stops it. */
const tightness = ({ nearLimits = [] }: Written): readonly string[] =>
  nearLimits.map(({ of, used, limit }) => `Nearly full: ${used} of ${limit} ${of === 'storage' ? 'bytes of storage' : of} are used.`);

export const write = async <R extends Writing>(change: Write<R>, call: Call): Promise<ToolAnswer> => {
  const done = await makeChange<Writing>(change, call);
  if (!done.ok) return done;
  const { name, path, revision, sequence, lines, sections, outcome, content } = done.answer;
  const structured = present({ path, name, revision, outcome, sequence, lines, sections, content });
  return changeAnswer(done, { lines: linesOf(done, change.verb), structured });
};
