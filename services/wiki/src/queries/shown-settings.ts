/** A wiki as its owner is shown it. */
import { present } from '@wikibot/contracts/define/present';
import type { WikiSettings } from '@wikibot/contracts/requests/life';
import type { Wiki } from '../domain/wiki.ts';
import { HOME } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';

export const shownSettings = async ({ names }: Pick<Ports, 'names'>, wiki: Wiki): Promise<WikiSettings> => {
  const { id, ownerId, slug, name, purpose, visibility, status, pages, changed, deletion } = wiki;
  const { home = HOME, messages = 'optional' } = wiki;
  return present({
    id,
    owner: (await names.of(ownerId)) ?? ownerId,
    slug,
    name,
    purpose,
    visibility,
    home,
    messages,
    status,
    pages,
    changed,
    deletedOn: deletion?.until,
  });
};
