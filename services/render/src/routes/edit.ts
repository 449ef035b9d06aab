import type { Served, ServeSlice } from '@wikibot/contracts/define/service';
import { hrefOfPage, normalisePagePath, titleOfPath } from '@wikibot/platform/page/page-path';
import { suggestPagePath } from '@wikibot/platform/page/path-suggestion';
import { editor, newPage } from '../domain/templates/editor.ts';
import type { Ports } from '../ports.ts';
import type { Fragment } from '../views/fragments.ts';
import { fragmentAt } from '../views/fragments.ts';
import { movedAway } from './moved-away.ts';
import { plainEditor } from './plain-editor.ts';
import { htmlResponse, sendsFiles } from './shell.ts';
import { baseOf, crumbsOf, wikiOf, wikiScreen } from './wiki-screen.ts';

/** The browser fetches the text itself, over the API that it saves to; without scripts it comes with the form. */
const slice: ServeSlice<Ports> = async (served, context, ports) => {
  const asked = served.params['page'] ?? '';
  const fragment = await fragmentAt(ports, wikiOf(served).id, asked);
  const elsewhere = fragment ? undefined : await wayOn(served, ports, asked);
  if (elsewhere) return elsewhere;
  if (fragment && served.url.searchParams.has('plain')) return plainEditor(served, ports, { path: fragment.path, context });
  return editorScreen(served, ports, { asked, fragment });
};

export default slice;

const editorScreen = async (
  served: Served,
  ports: Ports,
  { asked, fragment }: { readonly asked: string; readonly fragment: Fragment | undefined },
): Promise<Response> => {
  const path = fragment?.path ?? pathFor(asked);
  if (path === undefined) return htmlResponse(newPage({ ...(await wikiScreen(served, ports)), prefix: suggestPagePath(asked) ?? '' }), 422);
  const base = baseOf(wikiOf(served));
  const place = { href: `${base}/${hrefOfPage(path)}`, path, crumbs: crumbsOf(base, path) };
  const page = fragment
    ? { ...place, title: fragment.title, isNew: false }
    : { ...place, title: titleOfPath(path), isNew: true, content: `# ${titleOfPath(path)}\n\n` };
  return htmlResponse(editor({ ...(await wikiScreen(served, ports, path)), page }), 200, sendsFiles(ports.deployment));
};

/** A page that was moved is edited where it is; a new one is written here when that is asked for. */
const wayOn = async (served: Served, ports: Ports, path: string): Promise<Response | undefined> =>
  served.url.searchParams.has('new') ? undefined : movedAway(served, ports, { path, action: '/edit' });

/** The path of a page yet to be made; undefined when none can be called so. */
const pathFor = (asked: string): string | undefined => {
  const read = normalisePagePath(asked);
  return read.ok ? read.path : undefined;
};
