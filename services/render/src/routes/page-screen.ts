/** A page to read, with what stands around it: as it is, or as it was. */
import type { Served } from '@wikibot/contracts/define/service';
import { hrefOfPage, pageKey } from '@wikibot/platform/page/page-path';
import { withBase } from '../domain/base-mark.ts';
import { sayWords } from '../domain/markdown/word-marks.ts';
import { pageView } from '../domain/templates/page-view.ts';
import { texts } from '../domain/texts/texts.ts';
import type { Ports } from '../ports.ts';
import type { Fragment } from '../views/fragments.ts';
import { filled } from './fill-slots.ts';
import { withRedLinks } from './red-links.ts';
import { shellOf } from './shell.ts';
import { authorOf, baseOf, crumbsOf, HOME, wikiOf, wikiScreen } from './wiki-screen.ts';

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
      isHome: pageKey(path) === pageKey(wiki.home ?? HOME),
      ...(old ? { old: { revision: fragment.revision } } : { source: `${base}/${hrefOfPage(path)}.md` }),
    },
  });
};

/** The stored HTML with everything that only reading can know: what is inside it, which links lead nowhere, words and addresses. */
const contentOf = async (served: Served, ports: Ports, fragment: Fragment): Promise<string> => {
  const wiki = wikiOf(served);
  const t = texts(shellOf(served, ports).locale);
  const { html, links } = await filled(served, ports, fragment);
  const marked = await withRedLinks(served, ports, { html: fragment.properties + html, links });
  return withBase(sayWords(marked, t), baseOf(wiki));
};
