import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { FactOf } from '@wikibot/contracts/define/fact';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { headMoved } from '@wikibot/contracts/facts/wiki';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Change, changesSince } from '@wikibot/contracts/requests/pages';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { pageChangesOf } from '@wikibot/platform/kernel/head-changes';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { namedChanges } from './named-changes.ts';
import { changeOf } from '../views/pages.ts';

/** The stream itself is the answer: its sequence is the cursor. */
const slice: AnswerSlice<typeof changesSince, Ports> = async ({ since, limit }, context, ports) => {
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  const stream = streamOf(wikiStream, wikiId);
  const head = await ports.events.head(stream);
  const facts = since === undefined ? await ports.events.latest(stream, limit, head + 1) : await ports.events.read(stream, since, limit);
  const rules = context.auth?.pathRules ?? [];
  const moves = await Promise.all(facts.filter(isMove).map((fact) => listed(fact, rules, ports)));
  const changes = await namedChanges(
    ports,
    moves.flatMap((change) => change ?? []),
  );
  return { ok: true, answer: { changes, head: since === undefined ? head : (facts.at(-1)?.sequence ?? since) }, token: {} };
};

export default slice;

/** An import touches thousands; a change list names the first. */
const MOST_PAGES = 200;

type Listed = Change & { readonly pages: string[] };

/** What the reader may know of a change: nothing when it touched only what is hidden from them, and no words of its author about that. */
const listed = async (fact: FactOf<typeof headMoved>, rules: readonly PathRule[], { payloads }: Ports): Promise<Listed | undefined> => {
  const all = (await pageChangesOf(fact, payloads)).map((change) => change.page);
  const pages = all.filter((page) => pathPermits(rules, page, 'read'));
  if (all.length > 0 && pages.length === 0) return undefined;
  const change = { ...changeOf(fact), pages: pages.slice(0, MOST_PAGES) };
  return pages.length === all.length ? change : { ...change, message: '' };
};

const isMove = (fact: FactEnvelope): fact is FactEnvelope & FactOf<typeof headMoved> => fact.name === 'wiki.HeadMoved';
