/** The front page for whoever is not signed in: what this is, and the way in. */
import type { TextId } from '../texts/texts.ts';
import { texts } from '../texts/texts.ts';
import { appDocument } from './app-frame.ts';
import { html } from './html.ts';
import { icon, type IconName } from './icons.ts';
import type { Shell } from './shell.ts';

const POINTS = [
  ['connect', 'landingAgents', 'landingAgentsText'],
  ['search', 'landingFind', 'landingFindText'],
  ['history', 'landingYours', 'landingYoursText'],
] as const satisfies readonly (readonly [IconName, TextId, TextId])[];

export const landing = (shell: Shell): string => {
  const t = texts(shell.locale);
  return appDocument(shell, {
    title: 'wikibot',
    scripts: [],
    spoken: [],
    head: html`<meta name="description" content="${t.landingText}" />`,
    main: html`<div class="landing">
      <h1>${t.landingTitle}</h1>
      <p class="landing-text">${t.landingText}</p>
      <p class="buttons"><a class="button primary" href="/-/sign-in?next=%2F">${t.signIn}</a></p>
      <ul class="points">
        ${POINTS.map(
          ([name, title, text]) =>
            html`<li>
              ${icon(name)}
              <h2>${t[title]}</h2>
              <p>${t[text]}</p>
            </li>`,
        )}
      </ul>
    </div>`,
  });
};
