/** What a change of settings comes to: one fact for each thing that is another now, and the wiki as it is then. */
import type { NewFact } from '@wikibot/contracts/define/fact';
import type { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { MessageRule } from '@wikibot/contracts/facts/wiki-life';
import type { Slug, Visibility } from '@wikibot/contracts/http/names';
import type { Wiki } from './wiki.ts';
import { HOME } from './wiki.ts';

export interface WantedSettings {
  readonly name?: string | undefined;
  readonly purpose?: string | undefined;
  readonly visibility?: Visibility | undefined;
  readonly home?: string | undefined;
  readonly messages?: MessageRule | undefined;
  readonly slug?: Slug | undefined;
}

type WikiFact = NewFact<(typeof wikiStream)['facts'][number]>;

export interface ChangedSettings {
  readonly wiki: Wiki;
  readonly facts: readonly WikiFact[];
}

/** What is wanted as it is already tells nobody anything. */
export const changedSettings = (wiki: Wiki, wanted: WantedSettings): ChangedSettings => {
  const now = { name: wiki.name, purpose: wiki.purpose, visibility: wiki.visibility, home: wiki.home ?? HOME };
  const settings = { ...now, messages: wiki.messages ?? ('optional' as const), slug: wiki.slug as Slug };
  const isOther = <F extends keyof WantedSettings>(field: F) => wanted[field] !== undefined && wanted[field] !== settings[field];
  const changes: Partial<WantedSettings> = Object.fromEntries(
    Object.entries(wanted).filter(([field]) => isOther(field as keyof WantedSettings)), // its own fields
  );
  return { wiki: { ...wiki, ...(changes as Partial<Wiki>) }, facts: factsOf(wiki, changes) };
};

const factsOf = ({ id: wikiId, ownerId, slug: previous }: Wiki, changes: Partial<WantedSettings>): readonly WikiFact[] => {
  const { name, purpose, visibility, home, messages, slug } = changes;
  const facts: (WikiFact | false)[] = [
    name !== undefined && { name: 'wiki.WikiRenamed', data: { wikiId, name } },
    purpose !== undefined && { name: 'wiki.PurposeRestated', data: { wikiId, purpose } },
    visibility !== undefined && { name: 'wiki.VisibilityDecided', data: { wikiId, visibility } },
    home !== undefined && { name: 'wiki.HomePageAppointed', data: { wikiId, home } },
    messages !== undefined && { name: 'wiki.MessageRuleDecided', data: { wikiId, messages } },
    slug !== undefined && { name: 'wiki.WikiReaddressed', data: { wikiId, ownerId, slug, previous } },
  ];
  return facts.filter((fact) => fact !== false);
};
