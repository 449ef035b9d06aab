import sanitizeHtml from 'sanitize-html';
import type { Attributes, IOptions, Tag, Transformer } from 'sanitize-html';
import { linkAddress, mediaAddress } from './address.ts';
import { linkAttributes } from './link-attributes.ts';
import { CONTENT_CLASS, isContentId, LANGUAGE_CLASS } from './names.ts';
import type { RenderState } from './render-state.ts';
import type { Place } from './place.ts';
import { unsealing, withoutSeals } from './seal.ts';

const WORDS =
  'p br hr span div i strong em b u s strike del ins sub sup mark small ul ol li dl dt dd h1 h2 h3 h4 h5 h6 code pre kbd samp var';
const BLOCKS =
  'blockquote q cite table thead tbody tfoot tr td th caption col colgroup a img abbr address time details summary video audio source input label section figure figcaption aside';
const ALLOWED_TAGS = `${WORDS} ${BLOCKS}`.split(' ');

const ALLOWED_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  '*': ['id', 'class', 'title'],
  a: ['href', 'rel', 'data-key', 'aria-label'],
  img: ['src', 'alt', 'width', 'height', 'loading'],
  time: ['datetime'],
  td: ['colspan', 'rowspan', 'align', 'valign', 'width'],
  th: ['colspan', 'rowspan', 'align', 'valign', 'width', 'scope'],
  col: ['span', 'width'],
  colgroup: ['span', 'width'],
  table: ['border', 'cellpadding', 'cellspacing', 'width'],
  video: ['controls', 'muted', 'loop', 'preload', 'width', 'height', 'poster'],
  source: ['src', 'type'],
  audio: ['controls', 'src'],
  input: ['type', 'checked', 'disabled', 'aria-label'],
  label: ['for'],
  span: ['role'],
  ol: ['start'],
  details: ['open'],
  pre: ['tabindex'],
  div: ['tabindex', 'data-*'],
  section: ['aria-label'],
};

const contentClasses = (classes: string): string =>
  classes
    .split(/\s+/)
    .filter((name) => CONTENT_CLASS.has(name) || LANGUAGE_CLASS.test(name))
    .join(' ');

const contentId = (id: string): string => (isContentId(id) ? id : '');

/** What an attribute of any element may say; an empty answer drops it. */
const RESTRICTED: Readonly<Record<string, (value: string) => string>> = {
  id: contentId,
  for: contentId,
  class: contentClasses,
  tabindex: () => '0',
};

/** Names of the author must not meet names of the application. Keeps the order of attributes. */
const withOwnNames = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => {
      const restricted = Object.hasOwn(RESTRICTED, name) ? RESTRICTED[name]?.(value) : value;
      return restricted === undefined || (restricted === '' && name in RESTRICTED) ? [] : [[name, withoutSeals(restricted)]];
    }),
  );

/** `<a name>` is how anchors were once written. */
const idOf = ({ id, name }: Attributes): Attributes => (id === undefined && name === undefined ? {} : { id: id ?? name ?? '' });

const linkTransform =
  (place: Place, links: Map<string, string>): Transformer =>
  (tagName, { href, ...attributes }) => {
    if (href === undefined) return { tagName, attribs: { ...attributes, ...idOf(attributes) } };
    const own = Object.fromEntries(linkAttributes(linkAddress(href, place), links));
    // The form `markMissing` knows: href, class, key, title, and nothing between.
    const { class: classes, 'aria-label': label, title, id } = { ...attributes, ...idOf(attributes) };
    const extra = own['class'] === undefined && classes !== undefined ? { class: classes.replaceAll('wiki-link', '') } : {};
    return {
      tagName,
      attribs: {
        ...own,
        ...extra,
        ...(title !== undefined && { title }),
        ...(label !== undefined && { 'aria-label': label }),
        ...(id !== undefined && { id }),
      },
    };
  };

const remoteImage = (href: string, alt: string): Tag => {
  const attribs = { href, class: 'remote-image', rel: 'noopener noreferrer nofollow ugc' };
  return { tagName: 'a', attribs, text: alt || href };
};

const imageTransform =
  (place: Place): Transformer =>
  (tagName, { src, srcset: _never, ...attributes }) => {
    const address = mediaAddress(src ?? '', place);
    if (address.kind === 'outside') return remoteImage(address.href, attributes['alt'] ?? '');
    if (address.kind === 'refused') return { tagName: 'span', attribs: {}, text: attributes['alt'] ?? '' };
    return { tagName, attribs: { src: address.href, alt: attributes['alt'] ?? '', ...attributes, loading: 'lazy' } };
  };

const MEDIA_ADDRESSES = ['src', 'poster'] as const;

/** Sound and film only from the wiki itself: playing them from elsewhere would tell that server who reads. */
const mediaTransform =
  (place: Place): Transformer =>
  (tagName, attributes) => {
    const attribs: Attributes = { ...attributes };
    for (const name of MEDIA_ADDRESSES) {
      const address = attribs[name] === undefined ? undefined : mediaAddress(attribs[name], place);
      if (address?.kind === 'own') attribs[name] = address.href;
      else delete attribs[name];
    }
    return { tagName, attribs };
  };

const boxTransform: Transformer = (tagName, { checked, class: classes, 'aria-label': label }) => ({
  tagName,
  attribs: {
    ...(classes !== undefined && { class: classes }),
    type: 'checkbox',
    ...(checked !== undefined && { checked: '' }),
    disabled: '',
    'aria-label': label ?? (checked === undefined ? 'open' : 'done'),
  },
});

const optionsFor = (state: RenderState): IOptions => ({
  allowedTags: ALLOWED_TAGS,
  allowedAttributes: ALLOWED_ATTRIBUTES as Record<string, string[]>,
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  // What is not allowed stays readable as text, as in `Map<string>`; nothing an author wrote disappears silently.
  disallowedTagsMode: 'escape',
  parseStyleAttributes: false,
  textFilter: unsealing(state),
  transformTags: {
    a: linkTransform(state.place, state.links),
    img: imageTransform(state.place),
    video: mediaTransform(state.place),
    audio: mediaTransform(state.place),
    source: mediaTransform(state.place),
    input: boxTransform,
    '*': (tagName, attribs) => ({ tagName, attribs: withOwnNames(attribs) }),
  },
});

/** Rendered Markdown with HTML of its author in it, made safe. The only door through which such HTML reaches a page. */
export const sanitise = (html: string, state: RenderState): string => sanitizeHtml(html, optionsFor(state));
