import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { blamePage } from '@wikibot/contracts/requests/attribution';
import type { Change } from '@wikibot/contracts/requests/pages';
import { pageKey } from '@wikibot/platform/page/page-path';
import type { Attribution } from '../domain/blame.ts';
import { blame } from '../domain/blame.ts';
import { linesOf } from '../domain/line-count.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { commitAt } from '../views/commits.ts';
import { askedWiki } from './asked-wiki.ts';
import { namedChanges } from './named-changes.ts';
import type { PageVersion } from './page-lineage.ts';
import { versionsOf } from './page-lineage.ts';
import type { Reader } from './reader.ts';
import { seenWords } from './seen-words.ts';

type Answer = AnswerOf<typeof blamePage>;

const slice: AnswerSlice<typeof blamePage, Ports> = async (question, context, ports) => {
  const asked = await askedWiki('commits', context, ports);
  if (!asked.ok) return asked;
  const { wiki, reader, token } = asked;
  const revision = question.revision ?? wiki.head;
  const known = revision === null ? refusals['page.not-found']({ path: question.path }) : await commitAt(ports, wiki.id, revision);
  if (!known.ok) return known;
  const found = await attributed(ports, reader, { path: question.path, upTo: known.change.sequence });
  if (!found) return refusals['page.not-found']({ path: question.path });
  const { changes, ...answer } = answerOf(question, found);
  return { ok: true, answer: { ...answer, changes: await namedChanges(ports, await seenWords(ports, reader, changes)) }, token };
};

export default slice;

interface Found {
  readonly newest: PageVersion;
  readonly text: string;
  readonly attribution: Attribution<Change>;
}

/** So many versions are looked through, and of so many UTF-16 units together. */
const MOST_VERSIONS = 1_000;
const MOST_UNITS = 64 * 1024 * 1024;

const attributed = async (
  ports: Ports,
  reader: Reader,
  from: { readonly path: string; readonly upTo: number },
): Promise<Found | undefined> => {
  const versions = versionsOf(ports, reader, { ...from, behindDeletions: true })[Symbol.asyncIterator]();
  const first = await versions.next();
  if (first.done) return undefined;
  const newest = first.value;
  const text = textOfBytes(newest.found.content);
  if (text === undefined) return undefined;
  const known = remembered(ports, reader, newest);
  const attribution = known ?? (await traced({ ports, reader, newest, text }, versions));
  if (reader.seesAll) ports.attributions.put(keyOf(reader, newest), attribution);
  return { newest, text, attribution };
};

interface Tracing {
  readonly ports: Ports;
  readonly reader: Reader;
  readonly newest: PageVersion;
  readonly text: string;
}

const traced = async ({ ports, reader, newest, text }: Tracing, versions: AsyncIterator<PageVersion>): Promise<Attribution<Change>> => {
  const work = blame(newest.change, text);
  let units = text.length;
  for (let count = 1; count < MOST_VERSIONS && units < MOST_UNITS && !work.isDone(); count += 1) {
    const next = await versions.next();
    // What was no text has no lines to come from.
    const older = next.done ? undefined : textOfBytes(next.value.found.content);
    if (next.done || older === undefined) {
      work.end();
      break;
    }
    work.older(next.value.change, older, remembered(ports, reader, next.value));
    units += older.length;
  }
  return work.found();
};

/** What is found for a reader with closed folders may end earlier than for others, and is not kept. */
const remembered = ({ attributions }: Ports, reader: Reader, version: PageVersion): Attribution<Change> | undefined =>
  reader.seesAll ? attributions.get(keyOf(reader, version)) : undefined;

const keyOf = ({ wikiId }: Reader, { path, change }: PageVersion): string => `${wikiId} ${change.sequence} ${pageKey(path)}`;

const answerOf = ({ from, limit }: DataOf<typeof blamePage>, { newest, text, attribution }: Found): Answer => {
  const all = linesOf(text);
  const shown = attribution.lines.subarray(from - 1, from - 1 + limit);
  const versions = [...new Set(shown)].filter((version) => version >= 0).toSorted((one, other) => one - other);
  const places = new Map(versions.map((version, place) => [version, place]));
  const next = from + shown.length;
  return {
    path: newest.path,
    revision: newest.change.revision,
    total: all.length,
    text: all.slice(from - 1, from - 1 + limit).join(''),
    lines: runsOf(shown, from).map(({ start, end, version }) => ({ start, end, change: places.get(version) ?? null })),
    changes: versions.flatMap((version) => attribution.versions[version] ?? []),
    ...present({ next: next <= all.length ? next : undefined }),
  };
};

const runsOf = (versions: Int32Array, from: number): { readonly start: number; readonly end: number; readonly version: number }[] => {
  const runs: { readonly start: number; end: number; readonly version: number }[] = [];
  versions.forEach((version, index) => {
    const last = runs.at(-1);
    if (last?.version === version) last.end = from + index;
    else runs.push({ start: from + index, end: from + index, version });
  });
  return runs;
};
