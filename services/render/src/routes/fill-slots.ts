/**
 * Fills the slots of a page while it is read: pages inside it, lists of pages and of files. Whatever the reader may not read is not
 * shown, however it is asked for.
 */
import type { Served } from '@wikibot/contracts/define/service';
import { pathPermits } from '@wikibot/platform/kernel/access';
import { hrefOfPage, pageKey } from '@wikibot/platform/page/page-path';
import { BASE_MARK } from '../domain/base-mark.ts';
import type { Slot } from '../domain/markdown/render-state.ts';
import { fillSlots } from '../domain/markdown/seal.ts';
import { transcluded } from '../domain/markdown/transcluded.ts';
import { html } from '../domain/templates/html.ts';
import { notShown, transclusionFrame } from '../domain/templates/inserts.ts';
import type { Texts } from '../domain/texts/texts.ts';
import { texts } from '../domain/texts/texts.ts';
import type { Ports } from '../ports.ts';
import type { Fragment } from '../views/fragments.ts';
import { fragmentAt, movedFrom } from '../views/fragments.ts';
import { attachmentsInsert, indexInsert } from './list-inserts.ts';
import { shellOf } from './shell.ts';
import { wikiOf } from './wiki-screen.ts';

export interface Filled {
  readonly html: string;
  /** Keys of the pages that it links to, with those of everything inside it. */
  readonly links: readonly string[];
}

/** Bounds of one page view, so that pages which show each other cost no more than a large page. */
const MOST = { deep: 4, slots: 60, letters: 2_000_000 } as const;

interface Filling {
  readonly served: Served;
  readonly ports: Ports;
  readonly t: Texts;
  readonly links: Set<string>;
  slots: number;
  letters: number;
}

export const filled = async (served: Served, ports: Ports, fragment: Fragment): Promise<Filled> => {
  if (fragment.slots.length === 0) return fragment;
  const t = texts(shellOf(served, ports).locale);
  const filling: Filling = { served, ports, t, links: new Set(fragment.links), slots: 0, letters: fragment.html.length };
  const full = await fillAll(filling, { html: fragment.html, slots: fragment.slots, above: [pageKey(fragment.path)] });
  return { html: full, links: [...filling.links] };
};

interface Part {
  readonly html: string;
  readonly slots: readonly Slot[];
  /** Keys of the pages that this is inside of. */
  readonly above: readonly string[];
}

const fillAll = async (filling: Filling, { html: markup, slots, above }: Part): Promise<string> => {
  const wanted = new Set<number>();
  fillSlots(markup, (place) => (wanted.add(place), ''));
  const inserts = new Map<number, string>();
  // One after the other: each takes from what is left for all.
  for (const place of wanted) {
    const slot = slots[place];
    if (slot) inserts.set(place, await insertFor(filling, slot, above));
  }
  return fillSlots(markup, (place) => inserts.get(place) ?? '');
};

const insertFor = async (filling: Filling, slot: Slot, above: readonly string[]): Promise<string> => {
  const { served, ports } = filling;
  filling.slots += 1;
  if (slot.kind !== 'page') {
    if (filling.slots > MOST.slots) return '';
    return (await (slot.kind === 'index' ? indexInsert(served, ports, slot) : attachmentsInsert(served, ports, slot))).text;
  }
  const insert = await pageInsert(filling, slot, above);
  return typeof insert === 'string' ? insert : notShown(redLink(slot), filling.t[insert.because]).text;
};

type PageSlot = Extract<Slot, { kind: 'page' }>;
interface Refused {
  readonly because: 'notShown' | 'notShownCycle' | 'notShownTooMuch' | 'notShownSection';
}

const addressOf = (path: string, anchor: string): string =>
  `${BASE_MARK}/${hrefOfPage(path)}${anchor === '' ? '' : `#${encodeURIComponent(anchor)}`}`;

/** In the form that `markMissing` knows. */
const redLink = ({ path, key, anchor, text }: PageSlot): string =>
  html`<a href="${addressOf(path, anchor)}" class="wiki-link" data-key="${key}">${text}</a>`.text;

/** The page, at its own address or at the one it was moved to; undefined as well when the reader may not read it. */
const readableAt = async ({ served, ports }: Filling, path: string): Promise<Fragment | undefined> => {
  const { id } = wikiOf(served);
  const mayRead = (one: string): boolean => pathPermits(served.auth.pathRules, one, 'read');
  if (!mayRead(path)) return undefined;
  const found = await fragmentAt(ports, id, path);
  if (found) return found;
  const to = await movedFrom(ports, id, path);
  return to !== undefined && mayRead(to) ? fragmentAt(ports, id, to) : undefined;
};

const partOf = ({ html: markup, sections }: Fragment, anchor: string): string | undefined => {
  if (anchor === '') return markup;
  const span = sections.find(([name]) => name === anchor);
  return span && markup.slice(span[1], span[2]);
};

const pageInsert = async (filling: Filling, slot: PageSlot, above: readonly string[]): Promise<string | Refused> => {
  if (above.length > MOST.deep || filling.slots > MOST.slots) return { because: 'notShownTooMuch' };
  const page = await readableAt(filling, slot.path);
  if (!page) return { because: 'notShown' };
  const key = pageKey(page.path);
  if (above.includes(key)) return { because: 'notShownCycle' };
  const part = partOf(page, slot.anchor);
  if (part === undefined) return { because: 'notShownSection' };
  filling.letters += part.length;
  if (filling.letters > MOST.letters) return { because: 'notShownTooMuch' };
  for (const link of page.links) filling.links.add(link);
  const prefix = `in-${filling.slots}-`;
  const own = transcluded(part, { prefix, href: addressOf(page.path, '') });
  const full = await fillAll(filling, { html: own, slots: page.slots, above: [...above, key] });
  return transclusionFrame({ title: titleOf(page, slot.anchor), href: addressOf(page.path, slot.anchor) }, full).text;
};

const titleOf = ({ title, contents }: Fragment, anchor: string): string => {
  const section = contents.find((entry) => entry.anchor === anchor)?.text;
  return section === undefined ? title : `${title} › ${section}`;
};
