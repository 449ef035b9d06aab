import type { AnswerOf } from '@wikibot/contracts/define/request';
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { changesSince } from '@wikibot/contracts/requests/changes';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';
import { hrefOfPage, titleOfPath } from '@wikibot/platform/page/page-path';
import { atomFeed, type FeedEntry } from '../domain/machine/atom-feed.ts';
import type { Ports } from '../ports.ts';
import { machineAnswer } from './machine-answer.ts';
import { baseOf, wikiOf } from './wiki-screen.ts';

const ENTRIES = 50;

/** The wiki service knows what this reader may know of a change. */
const slice: ServeSlice<Ports> = async (served, context, ports) => {
  const wiki = wikiOf(served);
  const base = baseOf(wiki);
  const before = /^[1-9]\d{0,11}$/.exec(served.url.searchParams.get('before') ?? '')?.[0];
  const asked = { limit: ENTRIES, ...(before === undefined ? {} : { before: Number(before) }) };
  const told = await ports.ask(changesSince, asked, context);
  if (!told.ok) return problemResponse(told.refusal, 'bearer');
  const { changes, next } = told.answer;
  const feed = {
    name: wiki.name,
    wikiId: wiki.id,
    origin: ports.deployment.publicUrl,
    base,
    query: before === undefined ? '' : `?before=${before}`,
    ...(next === undefined ? {} : { older: `?before=${next}` }),
    entries: changes.map((change) => entryOf(change, base)),
    now: new Date(ports.clock.now()).toISOString(),
  };
  return machineAnswer(served, { type: 'application/atom+xml', text: atomFeed(feed) });
};

export default slice;

type Told = AnswerOf<typeof changesSince>['changes'][number];

const entryOf = ({ revision, message, intent, time, pages, ...change }: Told, base: string): FeedEntry => ({
  revision,
  title: message || pages.map(titleOfPath).join(', ') || intent,
  author: authorName(change),
  at: time,
  intent,
  pages: pages.map((path) => ({ title: titleOfPath(path), href: `${base}/${hrefOfPage(path)}` })),
});

/** Agents are told apart from the people they act for here, too. */
const authorName = ({ actor, author }: Pick<Told, 'actor' | 'author'>): string => {
  const person = author ?? (actor.kind === 'system' ? 'wikibot' : 'someone');
  return actor.kind === 'agent' ? `${actor.client} (for ${person})` : person;
};
