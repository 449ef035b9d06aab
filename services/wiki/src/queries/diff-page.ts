import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { diffPage } from '@wikibot/contracts/requests/differences';
import { fileOfPage, pagePathOfFile } from '@wikibot/platform/page/page-path';
import { textDiff } from '../domain/difference/text-diff.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { FoundFile, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import type { KnownCommit } from '../views/commits.ts';
import { commitAt } from '../views/commits.ts';
import { revisionsOf } from '../views/pages.ts';
import { askedWiki } from './asked-wiki.ts';
import { versionsOf } from './page-lineage.ts';
import { pathAt } from './page-lives.ts';
import type { Reader } from './reader.ts';

type Question = DataOf<typeof diffPage>;
type Answer = AnswerOf<typeof diffPage>;

const slice: AnswerSlice<typeof diffPage, Ports> = async (question, context, ports): Promise<Outcome<Answer>> => {
  const asked = await askedWiki('commits', context, ports);
  if (!asked.ok) return asked;
  const { wiki, reader, token } = asked;
  const ends = await endsOf(ports, wiki, question);
  if (!ends.ok) return ends;
  const path = await nameAt(ports, reader, { path: question.path, to: ends.to });
  const newer = await sideAt(ports, reader, { commit: ends.to.id, path });
  const older = await olderSide(ports, reader, { ...ends, path });
  if (!newer.found && !older.found) return refusals['page.not-found']({ path: question.path });
  return { ok: true, answer: compared(question, older, newer), token };
};

export default slice;

interface Ends {
  readonly ok: true;
  readonly from: KnownCommit | undefined;
  readonly to: KnownCommit;
}

const endsOf = async (ports: Ports, wiki: Wiki, question: Question): Promise<Ends | Refused> => {
  const newest = await newestOf(ports, wiki, question);
  if (newest === undefined) return refusals['page.not-found']({ path: question.path });
  const to = await commitAt(ports, wiki.id, newest);
  if (!to.ok) return to;
  const oldest = question.from ?? to.previous;
  const from = oldest === null ? undefined : await commitAt(ports, wiki.id, oldest);
  return from?.ok === false ? from : { ok: true, from, to };
};

const newestOf = async (ports: Ports, wiki: Wiki, { path, from, to }: Question): Promise<string | undefined> => {
  if (to !== undefined) return to;
  return from === undefined ? latestOf(ports, wiki, path) : (wiki.head ?? undefined);
};

const latestOf = async (ports: Ports, wiki: Wiki, path: string): Promise<string | undefined> =>
  (await revisionsOf(ports, wiki.id, { path, limit: 1 })).changes[0]?.revision;

interface Side {
  readonly revision: Answer['to']['revision'];
  readonly path: string | null;
  readonly found?: FoundFile;
}

const sideAt = async (
  ports: Ports,
  { wikiId }: Reader,
  { commit, path }: { readonly commit: KnownCommit['id']; readonly path: string },
): Promise<Side> => {
  const found = await ports.archive.find(wikiId, commit, fileOfPage(path));
  return { revision: commit, path: found ? (pagePathOfFile(found.file) ?? path) : null, ...present({ found }) };
};

/** What the page was called at the newer side; it may have been moved since. */
const nameAt = async (ports: Ports, reader: Reader, { path, to }: { readonly path: string; readonly to: KnownCommit }): Promise<string> =>
  (await pathAt(ports, reader, { path, sequence: to.change.sequence })) ?? path;

/** So many versions are looked through for the name that a page had before. */
const MOST_VERSIONS = 500;

const olderSide = async (ports: Ports, reader: Reader, { from, to, path }: Ends & { readonly path: string }): Promise<Side> => {
  if (!from) return { revision: null, path: null };
  const side = await sideAt(ports, reader, { commit: from.id, path });
  if (side.found || from.change.sequence >= to.change.sequence) return side;
  let looked = 0;
  for await (const version of versionsOf(ports, reader, { path, upTo: to.change.sequence })) {
    looked += 1;
    if (version.change.sequence <= from.change.sequence) return sideAt(ports, reader, { commit: from.id, path: version.path });
    if (looked === MOST_VERSIONS) break;
  }
  return side;
};

const compared = ({ path, limit, cursor }: Question, older: Side, newer: Side): Answer => {
  const [before, after] = [textOf(older), textOf(newer)];
  const about = { path: newer.path ?? older.path ?? path, from: shown(older), to: shown(newer) };
  if (before === undefined || after === undefined) return { ...about, binary: true, lines: { added: 0, removed: 0 }, hunks: [] };
  const { next, ...diff } = textDiff(before, after, { from: Number(cursor ?? 0) || 0, limit });
  return { ...about, ...diff, ...present({ next: next === undefined ? undefined : String(next) }) };
};

const shown = ({ revision, path }: Side): Answer['to'] => ({ revision, path });

/** No page is the empty text. */
const textOf = ({ found }: Side): string | undefined => (found ? textOfBytes(found.content) : '');
