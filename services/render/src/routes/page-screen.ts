/** A page to read, with what stands around it: as it is, or as it was. */
import type { Served } from '@wikibot/contracts/define/service';
import { hrefOfPage } from '@wikibot/platform/page/page-path';
import { withBase } from '../domain/base-mark.ts';
import { markMissing } from '../domain/markdown/missing.ts';
import { sayWords } from '../domain/markdown/word-marks.ts';
import { pageView } from '../domain/templates/page-view.ts';
import { texts } from '../domain/texts/texts.ts';
import type { Ports } from '../ports.ts';
import type { Fragment } from '../views/fragments.ts';
import { existingPages } from '../views/fragments.ts';
import { filled } from './fill-slots.ts';
import { shellOf } from './shell.ts';
import { authorOf, baseOf, crumbsOf, wikiOf, wikiScreen } from './wiki-screen.ts';

/** A page in its screen; `old` says that it is not the current version. */
export const pageScreen = async (served: Served, ports: Ports, fragment: Fragment & { readonly old?: true }): Promise<string> => {
  const wiki = wikiOf(served);
  const base = baseOf(wiki);
  const [screen, content, by] = await Promise.all([
    wikiScreen(served, ports, fragment.path),
    contentOf(served, ports, fragment),
    authorOf(ports, fragment.edited.actor),
  ]);
  const { path, title, contents, words, excerpt, old } = fragment;
  return pageView({
    ...screen,
    page: {
      path,
      title,
      contents,
      words,
      excerpt,
      href: `${base}/${hrefOfPage(path)}`,
      crumbs: crumbsOf(base, path),
      html: content,
      edited: { at: fragment.edited.at, by },
      ...(old ? { old: { revision: fragment.revision } } : {}),
    },
  });
};

/** The stored HTML with everything that only reading can know: what is inside it, which links lead nowhere, words and addresses. */
const contentOf = async (served: Served, ports: Ports, fragment: Fragment): Promise<string> => {
  const wiki = wikiOf(served);
  const t = texts(shellOf(served, ports).locale);
  const { html, links } = await filled(served, ports, fragment);
  const existing = await existingPages(ports, wiki.id, links);
  const linked = new Set(links);
  const marked = markMissing(fragment.properties + html, (key) => linked.has(key) && !existing.has(key), t.createMissing);
  return withBase(sayWords(marked, t), baseOf(wiki));
};
