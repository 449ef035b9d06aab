import { nextOf, nextTicks, scanOf } from './inline-scan.ts';
import type { InlineLink, Scan } from './inline-scan.ts';
import { destinationAt } from './link-destination.ts';

const ESCAPABLE = /[!-/:-@[-`{-~]/;
const AUTOLINK = /<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>/y;
const TAG = /<\/?[A-Za-z][^<>]*>/y;

/** Reads what begins at an offset and answers where to go on. */
type Step = (scan: Scan, at: number) => number;

const escape: Step = ({ text }, at) => at + (ESCAPABLE.test(text.charAt(at + 1)) ? 2 : 1);

const codeSpan: Step = (scan, at) => {
  let behind = at;
  while (scan.text[behind] === '`') behind += 1;
  const close = nextTicks(scan, behind - at, behind);
  return close === Infinity ? behind : close + behind - at;
};

const math: Step = (scan, at) => {
  const { text } = scan;
  if (text[at + 1] === '$') {
    const close = nextOf(scan, '$$', at + 2);
    return close === Infinity ? at + 2 : close + 2;
  }
  const close = nextOf(scan, '$', at + 1);
  const isMath = close !== Infinity && !/[\s\\]/.test(text.charAt(close - 1)) && !/\s/.test(text.charAt(at + 1));
  return isMath ? close + 1 : at + 1;
};

const matchAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
};

const angle: Step = (scan, at) => {
  const { text } = scan;
  if (text.startsWith('<!--', at)) {
    const close = nextOf(scan, '-->', at + 4);
    return close === Infinity ? at + 4 : close + 3;
  }
  const link = matchAt(AUTOLINK, text, at);
  if (link !== -1) {
    scan.links.push({ kind: 'autolink', start: at, end: link, targetStart: at + 1, targetEnd: link - 1 });
    return link;
  }
  const tag = matchAt(TAG, text, at);
  return tag === -1 ? at + 1 : tag;
};

const wikiLinkEnd = (scan: Scan, from: number): number | undefined => {
  const close = nextOf(scan, ']', from);
  if (close === Infinity || scan.text[close + 1] !== ']' || close === from) return undefined;
  return /\n|\[\[/.test(scan.text.slice(from - 1, close)) ? undefined : close;
};

const opening: Step = (scan, at) => {
  const { text } = scan;
  const image = text[at] === '!';
  const bracket = image ? at + 1 : at;
  const close = text[bracket + 1] === '[' ? wikiLinkEnd(scan, bracket + 2) : undefined;
  if (close !== undefined) {
    scan.links.push({ kind: image ? 'embed' : 'wikilink', start: at, end: close + 2, targetStart: bracket + 2, targetEnd: close });
    return close + 2;
  }
  scan.openers.push({ at, image });
  return bracket + 1;
};

const bang: Step = (scan, at) => (scan.text[at + 1] === '[' ? opening(scan, at) : at + 1);

const closing: Step = (scan, at) => {
  const opener = scan.openers.pop();
  const depth = scan.openers.length;
  const isEnclosing = depth < scan.inactive;
  scan.inactive = Math.min(scan.inactive, depth);
  if (opener === undefined || (isEnclosing && !opener.image) || scan.text[at + 1] !== '(') return at + 1;
  const destination = destinationAt(scan.text, at + 2);
  if (destination === undefined) return at + 1;
  const { targetStart, targetEnd, end } = destination;
  scan.links.push({ kind: opener.image ? 'image' : 'link', start: opener.at, end, targetStart, targetEnd });
  if (!opener.image) scan.inactive = depth;
  return end;
};

const STEPS: Readonly<Record<string, Step>> = { '\\': escape, '`': codeSpan, $: math, '<': angle, '[': opening, '!': bang, ']': closing };
const SPECIAL = /[\\`$<[!\]]/g;

/**
 * The links in the running text of one paragraph, heading or cell, in the order they end. Code spans, math, HTML tags
 * and comments are passed over; WikiLinks win over Markdown links.
 */
export const inlineLinksOf = (text: string): readonly InlineLink[] => {
  const scan = scanOf(text);
  let at = 0;
  for (;;) {
    SPECIAL.lastIndex = at;
    const found = SPECIAL.exec(text);
    if (found === null) return scan.links;
    at = STEPS[found[0]]?.(scan, found.index) ?? found.index + 1;
  }
};
