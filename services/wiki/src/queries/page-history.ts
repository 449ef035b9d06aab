import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { Change, pageHistory } from '@wikibot/contracts/requests/pages';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { pageAt } from '../views/pages.ts';
import { isBy } from './asked-actor.ts';
import { namedChanges } from './named-changes.ts';
import type { ToldChange } from './page-lives.ts';
import { toldChanges } from './page-lives.ts';
import { readerOf } from './reader.ts';
import { movedPage } from './moved-page.ts';

/** Also of a page that was deleted: its changes stay. Of one that was moved they are told at its new address. */
const slice: AnswerSlice<typeof pageHistory, Ports> = async ({ path, limit, cursor, ...asked }, context, ports) => {
  const reader = readerOf(context);
  if (!reader) return refusals['wiki.not-found']({});
  const page = await pageAt(ports, reader.wikiId, path);
  const moved = page ? undefined : await movedPage(ports, reader, path);
  if (moved) return moved;
  const before = placeOf(cursor);
  const told = toldChanges(ports, reader, present({ path, before }));
  const { shown, next, looked } = await shownChanges(told, { limit, isAsked: ({ actor }) => isBy(ports, actor, asked) });
  if (looked === 0 && cursor === undefined) return refusals['page.not-found']({ path });
  return { ok: true, answer: present({ path: page?.path ?? path, history: await namedChanges(ports, shown), next }), token: {} };
};

export default slice;

/** So many changes are looked at for one answer. */
const MOST_CHANGES = 2_000;

interface Choice {
  readonly limit: number;
  readonly isAsked: (change: Change) => Promise<boolean>;
}

const shownChanges = async (
  told: AsyncIterable<ToldChange>,
  { limit, isAsked }: Choice,
): Promise<{ readonly shown: readonly Change[]; readonly next: string | undefined; readonly looked: number }> => {
  const shown: Change[] = [];
  let looked = 0;
  let last = 0;
  for await (const { change } of told) {
    if (shown.length === limit || looked === MOST_CHANGES) return { shown, next: String(last), looked };
    looked += 1;
    last = change.sequence;
    if (await isAsked(change)) shown.push(change);
  }
  return { shown, next: undefined, looked };
};

/** A cursor is the sequence of the last change that was looked at; what is none begins at the newest. */
const placeOf = (cursor: string | undefined): number | undefined => (cursor && /^\d{1,12}$/.test(cursor) ? Number(cursor) : undefined);
