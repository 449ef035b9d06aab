/** What a webhook is told next: the same changes, from the same stream, as the changelog lists. */
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { FactOf } from '@wikibot/contracts/define/fact';
import { streamOf } from '@wikibot/contracts/define/fact';
import { headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import { entryOf } from '@wikibot/contracts/http/changes';
import { present } from '@wikibot/contracts/define/present';
import type { Message, Next } from '../domain/webhooks/delivery.ts';
import type { Webhook } from '../domain/webhooks/webhook.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { OutsidePorts } from '../ports/outside.ts';
import type { NextFor } from '../ports/webhooks.ts';
import { listedChange } from './listed-change.ts';
import { namedChanges } from './named-changes.ts';

type NextPorts = Pick<OutsidePorts, 'events' | 'names' | 'payloads' | 'wikis'>;
type Moved = FactEnvelope & FactOf<typeof headMoved>;

/** So many facts are read at once, and looked through for one answer: they bring the texts of pages with them. */
const AT_ONCE = 20;
const MOST_FACTS = 400;

export const nextChange =
  (ports: NextPorts): NextFor =>
  async (webhook) => {
    const wiki = await ports.wikis.get(webhook.wikiId);
    if (wiki?.status !== 'active') return { kind: 'ended', detail: 'The wiki is not in use any more.' };
    const [again] = webhook.again;
    return again === undefined ? following(ports, { webhook, wiki }) : once(ports, { webhook, wiki, sequence: again });
  };

interface Looking {
  readonly webhook: Webhook;
  readonly wiki: Wiki;
}

const following = async (ports: NextPorts, { webhook, wiki }: Looking): Promise<Next> => {
  const stream = streamOf(wikiStream, webhook.wikiId);
  let through = webhook.delivered;
  for (let looked = 0; looked < MOST_FACTS; looked += AT_ONCE) {
    const facts = await ports.events.read(stream, through, AT_ONCE);
    for (const fact of facts) {
      const message =
        isMove(fact) && isWanted(webhook, fact) ? await messageOf(ports, { wiki, fact, filter: filterOf(webhook) }) : undefined;
      if (message) return { kind: 'message', message };
      through = fact.sequence;
    }
    if (facts.length < AT_ONCE) break;
  }
  return { kind: 'none', through };
};

/** Somebody has asked for this very change, whatever the webhook is told of otherwise. */
const once = async (ports: NextPorts, { webhook, wiki, sequence }: Looking & { readonly sequence: number }): Promise<Next> => {
  const [fact] = await ports.events.read(streamOf(wikiStream, webhook.wikiId), sequence - 1, 1);
  const message = fact && isMove(fact) ? await messageOf(ports, { wiki, fact, filter: {} }) : undefined;
  return message ? { kind: 'message', message: { ...message, kind: 'replay' } } : { kind: 'none', through: webhook.delivered };
};

const isMove = (fact: FactEnvelope): fact is Moved => fact.name === headMoved.name;
const isWanted = ({ events }: Webhook, { data }: Moved): boolean => events.length === 0 || events.includes(data.intent);
const filterOf = ({ prefix, by }: Webhook) => present({ prefix: prefix || undefined, by: by || undefined });

const messageOf = async (
  ports: NextPorts,
  {
    wiki,
    fact,
    filter,
  }: { readonly wiki: Wiki; readonly fact: Moved; readonly filter: { readonly prefix?: string; readonly by?: string } },
): Promise<Message | undefined> => {
  const listed = await listedChange(ports, { maySee: () => true }, { fact, filter });
  if (!listed) return undefined;
  const [change = listed] = await namedChanges(ports, [listed]);
  const content = { wiki: await shownWiki(ports, wiki), change: entryOf(change) };
  return { kind: 'change', sequence: fact.sequence, time: fact.time, type: 'wiki.changed', content };
};

/** Which wiki, as its address and for people. */
export const shownWiki = async ({ names }: Pick<NextPorts, 'names'>, { id, ownerId, slug, name }: Wiki) =>
  present({ id, owner: await names.of(ownerId), slug, name });
