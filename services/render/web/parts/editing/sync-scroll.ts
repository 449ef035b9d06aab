/** Text and preview show the same part: headings are the same in both, and between two of them scrolling is in proportion. */
import type { EditorView } from '@codemirror/view';

const FENCE = /^\s*(`{3,}|~{3,})/;
const HEADING = /^#{1,6} /;

/** Numbers of the lines that are headings; what looks like one in a code block is none. */
const headingLines = (lines: Iterable<string>): readonly number[] => {
  const found: number[] = [];
  let fence: string | undefined;
  let number = 0;
  for (const text of lines) {
    number += 1;
    const mark = FENCE.exec(text)?.[1];
    if (mark !== undefined) fence = fence === undefined ? mark : mark.startsWith(fence) ? undefined : fence;
    else if (fence === undefined && HEADING.test(text)) found.push(number);
  }
  return found;
};

/** Tops of the lines that are headings, in the scrolled text. */
const headingTops = (view: EditorView): readonly number[] =>
  headingLines(view.state.doc.iterLines()).map((number) => view.lineBlockAt(view.state.doc.line(number).from).top);

const topsIn = (place: HTMLElement): readonly number[] => {
  const start = place.getBoundingClientRect().top - place.scrollTop;
  return [...place.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => heading.getBoundingClientRect().top - start);
};

/** Where a place of one list lies in the other. */
export const between = (at: number, from: readonly number[], to: readonly number[]): number => {
  const next = from.findIndex((top) => top > at);
  const place = next < 0 ? from.length - 1 : Math.max(next, 1);
  const [low = 0, high = low] = [from[place - 1], from[place]];
  const [start = 0, end = start] = [to[place - 1], to[place]];
  return high > low ? start + Math.min(1, (at - low) / (high - low)) * (end - start) : start;
};

/** Lists of different lengths are no pairs: then only the ends are. */
const pairs = (view: EditorView, place: HTMLElement): readonly [readonly number[], readonly number[]] => {
  const { scrollDOM } = view;
  const [texts, shown] = [headingTops(view), topsIn(place)];
  const ends = [scrollDOM.scrollHeight - scrollDOM.clientHeight, place.scrollHeight - place.clientHeight] as const;
  if (texts.length !== shown.length)
    return [
      [0, ends[0]],
      [0, ends[1]],
    ];
  return [
    [0, ...texts.map((top) => Math.min(top, ends[0])), ends[0]],
    [0, ...shown.map((top) => Math.min(top, ends[1])), ends[1]],
  ];
};

export const syncScroll = (view: EditorView, place: HTMLElement): (() => void) => {
  const follow = (): void => {
    const [texts, shown] = pairs(view, place);
    place.scrollTop = between(view.scrollDOM.scrollTop, texts, shown);
  };
  view.scrollDOM.addEventListener('scroll', follow, { passive: true });
  return follow;
};
