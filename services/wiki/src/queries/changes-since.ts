import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { FactOf } from '@wikibot/contracts/define/fact';
import { streamOf } from '@wikibot/contracts/define/fact';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { headMoved } from '@wikibot/contracts/facts/wiki';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { changesSince } from '@wikibot/contracts/requests/pages';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { pageChangesOf } from '@wikibot/platform/kernel/head-changes';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { namedChanges } from './named-changes.ts';
import { changeOf } from '../views/pages.ts';

/** The stream itself is the answer: its sequence is the cursor. */
const slice: AnswerSlice<typeof changesSince, Ports> = async ({ since, limit }, context, ports) => {
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  const stream = streamOf(wikiStream, wikiId);
  const facts = since === undefined ? await ports.events.latest(stream, limit) : await ports.events.read(stream, since, limit);
  const rules = context.auth?.pathRules ?? [];
  const changes = await Promise.all(
    facts.filter(isMove).map(async (fact) => {
      const pages = (await pageChangesOf(fact, ports.payloads)).map((change) => change.page);
      return { ...changeOf(fact), pages: pages.filter((page) => pathPermits(rules, page, 'read')).slice(0, MOST_PAGES) };
    }),
  );
  const seen = since === undefined ? await ports.events.head(stream) : (facts.at(-1)?.sequence ?? since);
  return { ok: true, answer: { changes: await namedChanges(ports, changes), head: seen }, token: {} };
};

export default slice;

/** An import touches thousands; a change list names the first. */
const MOST_PAGES = 200;

const isMove = (fact: FactEnvelope): fact is FactEnvelope & FactOf<typeof headMoved> => fact.name === 'wiki.HeadMoved';
