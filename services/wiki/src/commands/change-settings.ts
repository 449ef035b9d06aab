import { streamOf } from '@wikibot/contracts/define/fact';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import { wikiStream } from '@wikibot/contracts/facts/wiki';
import type { changeSettings, WikiSettings } from '@wikibot/contracts/requests/life';
import { normalisePagePath } from '@wikibot/platform/page/page-path';
import type { WantedSettings } from '../domain/settings.ts';
import { changedSettings } from '../domain/settings.ts';
import { notStanding } from '../domain/closed-to-changes.ts';
import type { Wiki } from '../domain/wiki.ts';
import type { Ports } from '../ports.ts';
import { shownSettings } from '../queries/shown-settings.ts';
import { lifeRefusals } from '../domain/life-refusals.ts';
import { refusals } from '../refusals.ts';
import { knownToAuth } from './known-to-auth.ts';

/** The address is a row of its own, so of two wikis that want one only one gets it. */
const slice: AnswerSlice<typeof changeSettings, Ports> = async (data, context, ports) => {
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  const wanted = withHome(data);
  if (!wanted.ok) return wanted;
  const changed = await ports.events.commit<WikiSettings>(context, streamOf(wikiStream, wikiId), async () => {
    const before = await ports.wikis.get(wikiId);
    const refused = await refusalOf(before, wanted.settings, ports);
    if (!before || refused) return refused ?? refusals['wiki.not-found']({});
    const { wiki, facts } = changedSettings(before, wanted.settings);
    const moved = wiki.slug === before.slug ? [] : ports.wikis.readdressing(before, wiki.slug);
    return {
      ok: true,
      facts,
      changes: facts.length > 0 ? [...moved, ports.wikis.putting(wiki)] : [],
      tenant: { accountId: wiki.ownerId, wikiId },
      answer: await shownSettings(ports, wiki),
    };
  });
  return knownToAuth(wikiId, changed, { context, ports });
};

export default slice;

type Wanted = { readonly ok: true; readonly settings: WantedSettings } | Refused;

const withHome = (data: WantedSettings): Wanted => {
  if (data.home === undefined) return { ok: true, settings: data };
  const path = normalisePagePath(data.home);
  return path.ok
    ? { ok: true, settings: { ...data, home: path.path } }
    : lifeRefusals['wiki.home-refused']({ path: data.home, reason: path.message });
};

const refusalOf = async (wiki: Wiki | undefined, { slug }: WantedSettings, ports: Ports): Promise<Refused | undefined> => {
  if (!wiki) return refusals['wiki.not-found']({});
  const unsettled = notStanding(wiki);
  if (unsettled || slug === undefined) return unsettled;
  const holder = await ports.wikis.at(wiki.ownerId, slug);
  return holder !== undefined && holder !== wiki.id ? refusals['wiki.slug-taken']({ slug }) : undefined;
};
