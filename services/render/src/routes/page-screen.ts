/** A page to read, with what stands around it: as it is, or as it was. */
import type { Served } from '@wikibot/contracts/define/service';
import { hrefOfPage } from '@wikibot/platform/page/page-path';
import { withBase } from '../domain/base-mark.ts';
import { markMissing } from '../domain/markdown/missing.ts';
import { pageView } from '../domain/templates/page-view.ts';
import { texts } from '../domain/texts/texts.ts';
import type { Ports } from '../ports.ts';
import type { Fragment } from '../views/fragments.ts';
import { existingPages } from '../views/fragments.ts';
import { authorOf, baseOf, crumbsOf, wikiOf, wikiScreen } from './wiki-screen.ts';

/** A page in its screen; `old` says that it is not the current version. */
export const pageScreen = async (served: Served, ports: Ports, fragment: Fragment & { readonly old?: true }): Promise<string> => {
  const wiki = wikiOf(served);
  const base = baseOf(wiki);
  const [screen, existing, by] = await Promise.all([
    wikiScreen(served, ports, fragment.path),
    existingPages(ports, wiki.id, fragment.links),
    authorOf(ports, fragment.edited.actor),
  ]);
  const linked = new Set(fragment.links);
  const { path, title, html, contents, words, excerpt, old } = fragment;
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
      html: withBase(
        markMissing(html, (key) => linked.has(key) && !existing.has(key), texts(screen.shell.locale).createMissing),
        base,
      ),
      edited: { at: fragment.edited.at, by },
      ...(old ? { old: { revision: fragment.revision } } : {}),
    },
  });
};
