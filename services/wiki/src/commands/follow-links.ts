/** The pages that link to what moves, with their links following. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Refused } from '@wikibot/contracts/define/refusal';
import { streamOf } from '@wikibot/contracts/define/fact';
import { headMoved, MAX_PAGE_BYTES, wikiStream } from '@wikibot/contracts/facts/wiki';
import { pathPermits, rulesOf } from '@wikibot/platform/kernel/access';
import { pageChangesOf } from '@wikibot/platform/kernel/head-changes';
import { fileOfPage, pageKey, pagePathOfFile } from '@wikibot/platform/page/page-path';
import { viewBehind } from '@wikibot/platform/kernel/kernel-refusals';
import { compareUtf8 } from '@wikibot/platform/kernel/utf8-order';
import type { FileChange, WrittenFile } from '../domain/file-changes.ts';
import { followingText, movedKeys } from '../domain/moving/followed-links.ts';
import type { MovedFile } from '../domain/moving/moved-files.ts';
import type { Relocation } from '../domain/moving/relocation.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import type { Ground, Ports } from '../ports.ts';
import { incomingAfter } from '../views/links.ts';

/** So many other pages change with a move, of so many bytes in all; the redirect serves the rest. */
const MOST_PAGES = 1_000;
const MOST_BYTES = 32 * 1024 * 1024;

export interface Followed {
  readonly ok: true;
  readonly changes: readonly FileChange[];
  /** The paths of the pages that change. */
  readonly pages: readonly string[];
  /** Pages that the mover may read, but not write. */
  readonly notAllowed: number;
  readonly beyondLimit: number;
}

interface Surroundings {
  readonly ports: Ports;
  readonly context: Context;
  readonly ground: Ground;
}

interface Moving {
  readonly files: readonly MovedFile[];
  readonly relocation: Relocation;
}

/** Whoever may not read a page is not told of it: its links are left to the redirect, and it is not counted either. */
export const followLinks = async (surroundings: Surroundings, { files, relocation }: Moving): Promise<Followed | Refused> => {
  const { ports, context, ground } = surroundings;
  const sources = await sourcesOf(ports, ground, files);
  if (!sources) return viewBehind({ view: 'links' });
  const rules = rulesOf(context);
  const readable = sources.filter((path) => pathPermits(rules, path, 'read'));
  const about = { moved: movedKeys(files), relocation };
  const followed = { ok: true as const, changes: [] as FileChange[], pages: [] as string[], notAllowed: 0, beyondLimit: 0 };
  let bytes = 0;
  for (const [index, path] of readable.entries()) {
    // What is beyond the limit is not read any more: these are the pages that may have a link.
    if (followed.pages.length === MOST_PAGES || bytes > MOST_BYTES) return { ...followed, beyondLimit: readable.length - index };
    const change = await followedPage(ground, path, about);
    bytes += change?.content.byteLength ?? 0;
    if (change) add(followed, change, pathPermits(rules, path, 'write'));
  }
  return followed;
};

const add = (
  followed: { changes: FileChange[]; pages: string[]; notAllowed: number; beyondLimit: number },
  change: WrittenFile,
  mayWrite: boolean,
): void => {
  if (!mayWrite) followed.notAllowed += 1;
  else if (change.content.byteLength > MAX_PAGE_BYTES) followed.beyondLimit += 1;
  else {
    followed.changes.push(change);
    followed.pages.push(pagePathOfFile(change.path) ?? change.path);
  }
};

const followedPage = async (
  ground: Ground,
  path: string,
  about: { readonly moved: ReadonlySet<string>; readonly relocation: Relocation },
): Promise<WrittenFile | undefined> => {
  const found = await ground.find(fileOfPage(path));
  const text = found && textOfBytes(found.content);
  if (!found || text === undefined) return undefined;
  const after = followingText(text, { page: pagePathOfFile(found.file) ?? path, ...about });
  return after === text ? undefined : { path: found.file, content: Buffer.from(after) };
};

/** Every page that may link to what moves, in the order of their keys: those the view knows of, and those that changed since. */
const sourcesOf = async (ports: Ports, ground: Ground, files: readonly MovedFile[]): Promise<readonly string[] | undefined> => {
  // Asked for first: what the view learns meanwhile is looked at twice rather than not at all.
  const changed = await changedSinceView(ports, ground);
  if (!changed) return undefined;
  const sources = new Map(changed.map((path): [string, string] => [pageKey(path), path]));
  for (const { from } of files) for await (const path of linkingTo(ports, ground, from)) sources.set(pageKey(path), path);
  for (const { from } of files) if (pagePathOfFile(from) !== undefined) sources.delete(pageKey(from));
  return [...sources].toSorted(([one], [other]) => compareUtf8(one, other)).map(([, path]) => path);
};

async function* linkingTo(ports: Ports, { wiki }: Ground, file: string): AsyncIterable<string> {
  const kind = pagePathOfFile(file) === undefined ? 'file' : 'page';
  for (let place: { after?: string } = {}; ;) {
    const { found, next } = await incomingAfter(ports, wiki.id, { target: pageKey(file), kind, limit: 500, ...place });
    for (const { path } of found) yield path;
    if (next === undefined) return;
    place = { after: next };
  }
}

const AT_ONCE = 100;
const MOST_UNSEEN = 1_000;

/** The view follows the stream: what it has not seen yet is read from there, unless that is very much. */
const changedSinceView = async (ports: Ports, ground: Ground): Promise<readonly string[] | undefined> => {
  const stream = streamOf(wikiStream, ground.wiki.id);
  const upTo = await ports.view('links').upTo(stream);
  if (ground.sequence - upTo > MOST_UNSEEN) return undefined;
  const paths: string[] = [];
  for (let after = upTo; after < ground.sequence - 1;) {
    const facts = await ports.events.read(stream, after, Math.min(AT_ONCE, ground.sequence - 1 - after));
    for (const fact of facts) {
      if (fact.name !== headMoved.name) continue;
      const data = headMoved.data.parse(fact.data);
      paths.push(...(await pageChangesOf({ ...fact, name: headMoved.name, data }, ports.payloads)).map(({ page }) => page));
    }
    after = facts.at(-1)?.sequence ?? ground.sequence;
  }
  return paths;
};
