import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { Change, pageHistory } from '@wikibot/contracts/requests/pages';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { pageAt } from '../views/pages.ts';
import { namedChanges } from './named-changes.ts';
import type { ToldChange } from './page-lives.ts';
import { toldChanges } from './page-lives.ts';
import { readerOf } from './reader.ts';
import { movedPage } from './moved-page.ts';

/** Also of a page that was deleted: its changes stay. Of one that was moved they are told at its new address. */
const slice: AnswerSlice<typeof pageHistory, Ports> = async ({ path, limit, cursor }, context, ports) => {
  const reader = readerOf(context);
  if (!reader) return refusals['wiki.not-found']({});
  const page = await pageAt(ports, reader.wikiId, path);
  const moved = page ? undefined : await movedPage(ports, reader, path);
  if (moved) return moved;
  const before = placeOf(cursor);
  const { shown, next } = await shownChanges(toldChanges(ports, reader, present({ path, before })), limit);
  if (shown.length === 0 && cursor === undefined) return refusals['page.not-found']({ path });
  return { ok: true, answer: present({ path: page?.path ?? path, history: await namedChanges(ports, shown), next }), token: {} };
};

export default slice;

const shownChanges = async (
  told: AsyncIterable<ToldChange>,
  limit: number,
): Promise<{ readonly shown: readonly Change[]; readonly next: string | undefined }> => {
  const shown: Change[] = [];
  for await (const { change } of told) {
    if (shown.length === limit) return { shown, next: String(shown.at(-1)?.sequence) };
    shown.push(change);
  }
  return { shown, next: undefined };
};

/** A cursor is the sequence of the last change that was shown; what is none begins at the newest. */
const placeOf = (cursor: string | undefined): number | undefined => (cursor && /^\d{1,12}$/.test(cursor) ? Number(cursor) : undefined);
