/** Whether a wiki has nothing but the pages that it began with: then another history may take their place, and nothing is lost. */
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import { streamOf } from '@wikibot/contracts/define/fact';
import { headMoved, wikiStream } from '@wikibot/contracts/facts/wiki';
import type { Wiki } from '../../domain/wiki.ts';
import type { Ports } from '../../ports.ts';

/** Its first move is among its first facts. */
const FIRST = 20;

export const isUntouched = async ({ events }: Ports, { id, head }: Wiki): Promise<boolean> => {
  const facts = await events.read(streamOf(wikiStream, id), 0, FIRST);
  const first = facts.find(({ name }) => name === headMoved.name);
  return first !== undefined && head !== null && isBootstrap(first, head);
};

const isBootstrap = ({ data }: FactEnvelope, head: string): boolean => {
  const moved = headMoved.data.safeParse(data);
  return moved.success && moved.data.intent === 'bootstrap' && moved.data.head === head;
};
