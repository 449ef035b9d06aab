/** A refusal that knows where its page is now, as a redirect to the same door of that page. */
import type { Refusal } from '@wikibot/contracts/define/refusal';
import { hrefOfPage } from '../../page/page-path.ts';

/** Undefined when the refusal says nothing of the kind, or the door is not one of a page. */
export const locationOf = (refusal: Refusal, door: { readonly path: string; readonly url: URL }): string | undefined => {
  const to = refusal.kind === 'moved' ? refusal.detail['moved_to'] : undefined;
  const segments = door.path.split('/');
  const place = segments.findIndex((segment) => /^\{\w+\+\}$/.test(segment));
  if (typeof to !== 'string' || place < 0) return undefined;
  const asked = door.url.pathname.split('/');
  const behind = segments.length - place - 1;
  return [...asked.slice(0, place), hrefOfPage(to), ...asked.slice(asked.length - behind)].join('/') + door.url.search;
};
