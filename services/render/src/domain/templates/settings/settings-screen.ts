import { fill } from '../../texts/fill.ts';
import { enIntegrations } from '../../texts/en-integrations.ts';
import { enSettings } from '../../texts/en-settings.ts';
import type { TextId, Texts } from '../../texts/texts.ts';
import { texts } from '../../texts/texts.ts';
import { html, type Markup } from '../html.ts';
import { wikiDocument, type WikiScreen } from '../wiki-frame.ts';
import { archiveSection, dangerSection, type Ending, endingScreen, exportSection } from './ending.ts';
import { addressSection, agentsSection, generalSection, type KnownSettings } from './general.ts';
import { importSection } from './imports.ts';
import { type Section, sectioned } from './section.ts';
import { TOKEN_TEXTS } from './token-texts.ts';
import { tokenPlaces } from './tokens.ts';
import { handOverSection } from './transfers.ts';
import { WEBHOOK_EVENTS, webhooksSection } from './webhooks.ts';

export interface SettingsModel extends WikiScreen {
  readonly known: KnownSettings & { readonly id: string };
  /** Present while it waits to be deleted: nothing else can be changed then. */
  readonly ending?: Ending;
  /** The largest zip archive that is taken, in words. */
  readonly mostZip: string;
}

export const SETTINGS_TEXTS: readonly TextId[] = [
  ...(Object.keys(enSettings) as (keyof typeof enSettings)[]), // its own keys
  ...(Object.keys(enIntegrations) as (keyof typeof enIntegrations)[]),
  ...TOKEN_TEXTS,
  ...WEBHOOK_EVENTS.map(([, id]) => id),
  ...(['pagesOne', 'pagesMany', 'stepWaiting', 'stepRunning', 'stepDone', 'stepFailedState'] as const),
];

const sectionsOf = ({ wiki, known, mostZip }: SettingsModel, t: Texts): readonly Section[] => [
  generalSection(known, t),
  addressSection(known, t),
  agentsSection(t),
  { id: 'tokens', title: t.sectionTokens, hint: t.tokensWikiHint, content: tokenPlaces({}, t) },
  webhooksSection(t),
  importSection(mostZip, t),
  exportSection(wiki.base, t),
  handOverSection(t),
  archiveSection(wiki.archived === true, t),
  dangerSection(known, t),
];

const mainOf = (model: SettingsModel, t: Texts): Markup => {
  const { known, ending } = model;
  if (ending) return endingScreen(known, ending, { t, locale: model.shell.locale });
  return sectioned(sectionsOf(model, t), {
    label: t.settingsSections,
    head: html`<h1>${t.settings}</h1>
      <p class="quiet">${known.addressPrefix}${known.slug}</p>
      <noscript><p class="problem">${t.settingsScripts}</p></noscript>`,
  });
};

/** All that its owner decides about a wiki, on one screen. */
export const settingsScreen = (model: SettingsModel): string => {
  const t = texts(model.shell.locale);
  const { wiki, known } = model;
  return wikiDocument(model, {
    title: t.settings,
    style: 'app',
    scripts: ['page', 'settings'],
    spoken: SETTINGS_TEXTS,
    facts: {
      wiki: known.id,
      address: `${known.owner}/${known.slug}`,
      name: known.name,
      prefix: known.addressPrefix,
      archived: wiki.archived === true ? 'yes' : undefined,
      ending: model.ending ? 'yes' : undefined,
    },
    noIndex: true,
    here: 'settings',
    crumbs: [{ title: wiki.name, href: `${wiki.base}/` }],
    main: mainOf(model, t),
  });
};

/** For members, and readers of a public wiki: who can change what they came for. */
export const settingsOfAnother = (model: WikiScreen, owner: string): string => {
  const t = texts(model.shell.locale);
  const { shell, wiki } = model;
  return wikiDocument(model, {
    title: t.settings,
    style: 'app',
    scripts: ['page'],
    spoken: [],
    noIndex: true,
    crumbs: [{ title: wiki.name, href: `${wiki.base}/` }],
    main: html`<section class="notice">
      <h1>${t.settingsOwnerTitle}</h1>
      <p>${fill(t.settingsOwnerText, { owner })}</p>
      <p class="buttons">
        ${shell.viewer === undefined && html`<a class="button primary" href="${shell.signIn}">${t.signIn}</a>`}<a class="button" href="${wiki.base}/"
          >${t.toHome}</a
        >
      </p>
    </section>`,
  });
};
