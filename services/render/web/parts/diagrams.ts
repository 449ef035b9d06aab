import type { DiagramAnswer, DiagramOrder } from './diagram-messages.ts';
import { spoken } from './screen.ts';

/** A picture begins to be drawn a little before it is scrolled to. */
const AHEAD = '400px';
/** Larger ones scroll inside themselves. */
const TALLEST = 1_600;

const isDark = (): boolean => getComputedStyle(document.documentElement).colorScheme === 'dark' || (prefersDark() && !isSetLight());
const prefersDark = (): boolean => matchMedia('(prefers-color-scheme: dark)').matches;
const isSetLight = (): boolean => document.documentElement.dataset['theme'] === 'light';

/** Without an origin, and with nothing but scripts of ours: see diagram.ts. */
const makeFrame = (title: string): HTMLIFrameElement => {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = title;
  frame.className = 'diagram-frame';
  frame.src = '/-/diagram';
  return frame;
};

const show = (diagram: HTMLElement, frame: HTMLIFrameElement, { width, height }: { width: number; height: number }): void => {
  frame.style.aspectRatio = `${width} / ${Math.min(height, TALLEST)}`;
  frame.style.maxWidth = `${width}px`;
  diagram.classList.add('drawn');
};

const fail = (diagram: HTMLElement, frame: HTMLIFrameElement, sentence: string): void => {
  frame.remove();
  diagram.classList.remove('drawn');
  const problem = document.createElement('p');
  problem.className = 'problem';
  problem.textContent = sentence;
  diagram.querySelector('details')?.setAttribute('open', '');
  diagram.prepend(problem);
};

/** The source stays at hand, folded, below the picture. */
const fold = (pre: Element, label: string): void => {
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = label;
  pre.replaceWith(details);
  details.append(summary, pre);
};

const drawIn = (diagram: HTMLElement): void => {
  const t = spoken<'diagram' | 'diagramSource' | 'diagramFailed'>();
  const pre = diagram.querySelector('pre');
  if (!pre) return;
  const source = pre.textContent;
  const frame = makeFrame(t.diagram);
  const order = (): void => frame.contentWindow?.postMessage({ source, isDark: isDark() } satisfies DiagramOrder, '*');
  addEventListener('message', ({ source: from, data }: MessageEvent<DiagramAnswer>) => {
    if (from === null || from !== frame.contentWindow) return;
    if (data.kind === 'ready') order();
    if (data.kind === 'drawn') show(diagram, frame, data);
    if (data.kind === 'failed') fail(diagram, frame, `${t.diagramFailed} ${data.reason}`);
  });
  new MutationObserver(order).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', order);
  diagram.prepend(frame);
  fold(pre, t.diagramSource);
};

/** Draws the diagrams of a page; one without any loads nothing. */
export const diagrams = (): void => {
  const found = document.querySelectorAll<HTMLElement>('.prose .diagram');
  if (found.length === 0) return;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        observer.unobserve(target);
        drawIn(target);
      }
    },
    { rootMargin: AHEAD },
  );
  for (const diagram of found) observer.observe(diagram);
};
