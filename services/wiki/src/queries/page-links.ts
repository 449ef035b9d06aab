import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { pageLinks } from '@wikibot/contracts/requests/links';
import { pageKey } from '@wikibot/platform/page/page-path';
import { readPath } from '../domain/page-text.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { outgoingAt, pagesAt } from '../views/links.ts';
import type { Reader } from './reader.ts';
import { readerOf } from './reader.ts';
import { placeOf, seenIncoming, seenTargets, shownPage } from './seen-links.ts';

type Answer = AnswerOf<typeof pageLinks>;

const slice: AnswerSlice<typeof pageLinks, Ports> = async ({ path, limit, cursor }, context, ports) => {
  const reader = readerOf(context);
  if (!reader) return refusals['wiki.not-found']({});
  const key = pageKey(path);
  const page = (await pagesAt(ports, reader.wikiId, [key])).get(key);
  const read = readPath(path);
  if (!page && !read.ok) return read;
  const [outgoing, incoming] = await Promise.all([
    cursor ? [] : outgoingOf(ports, reader, path),
    incomingOf(ports, reader, { target: key, limit, ...placeOf(cursor) }),
  ]);
  return { ok: true, answer: { path: page?.path ?? path, exists: page !== undefined, outgoing, ...incoming }, token: {} };
};

export default slice;

const outgoingOf = async (ports: Ports, reader: Reader, path: string): Promise<Answer['outgoing']> => {
  const page = await outgoingAt(ports, reader.wikiId, path);
  const [targets = []] = await seenTargets(ports, reader, [page?.targets ?? []]);
  return targets.map(({ anchors, ...target }) => ({ ...target, anchors: [...anchors] }));
};

const incomingOf = async (
  ports: Ports,
  reader: Reader,
  { limit, ...from }: { readonly target: string; readonly limit: number; readonly after?: string },
): Promise<Pick<Answer, 'incoming' | 'next'>> => {
  const incoming: Answer['incoming'] = [];
  for await (const link of seenIncoming(ports, reader, { ...from, atOnce: limit })) {
    incoming.push({ ...shownPage(link), context: link.context });
    // Where reading stops depends on what is shown alone, so the cursor says nothing of what is hidden.
    if (incoming.length === limit) return present({ incoming, next: link.key as string | undefined });
  }
  return { incoming };
};
