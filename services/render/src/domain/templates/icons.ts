import { type Markup, raw } from './html.ts';

/** Strokes on a 16 px grid, drawn for this project. An icon never stands alone: a label or `aria-label` is beside it. */
const PATHS = {
  search: '<circle cx="7" cy="7" r="4.25"/><path d="m10.25 10.25 3.5 3.5"/>',
  edit: '<path d="m10.75 2.75 2.5 2.5L5.5 13l-3.25.75L3 10.5zM9 4.5 11.5 7"/>',
  history: '<path d="M2.75 3v3h3M3 6a5.5 5.5 0 1 1-.45 3.25M8 5v3.25l2 1.25"/>',
  menu: '<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>',
  close: '<path d="m4 4 8 8M12 4l-8 8"/>',
  home: '<path d="M2.5 7.5 8 3l5.5 4.5M4 6.75V13h8V6.75M6.75 13V9.5h2.5V13"/>',
  index: '<path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01"/>',
  changes: '<path d="M1.75 8.25h3L6.5 3.5l3 9 1.75-4.25h3"/>',
  plus: '<path d="M8 3v10M3 8h10"/>',
  chevron: '<path d="m6 4 4 4-4 4"/>',
  sun: '<circle cx="8" cy="8" r="2.75"/><path d="M8 1.75v1.5M8 12.75v1.5M1.75 8h1.5M12.75 8h1.5M3.6 3.6l1.05 1.05M11.35 11.35l1.05 1.05M12.4 3.6l-1.05 1.05M4.65 11.35 3.6 12.4"/>',
  screen: '<rect x="2" y="3" width="12" height="8" rx="1.25"/><path d="M5.5 13.5h5M8 11v2.5"/>',
  moon: '<path d="M13.25 9.5A5.5 5.5 0 0 1 6.5 2.75a5.5 5.5 0 1 0 6.75 6.75Z"/>',
  lock: '<rect x="3.5" y="7" width="9" height="6.25" rx="1.25"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>',
  globe: '<circle cx="8" cy="8" r="5.5"/><path d="M2.5 8h11M8 2.5c3.5 3.5 3.5 7.5 0 11M8 2.5c-3.5 3.5-3.5 7.5 0 11"/>',
  check: '<path d="m3 8.5 3.25 3.25L13 4.75"/>',
  warning: '<path d="M8 2.5 14 13H2zM8 6.5v3M8 11.25h.01"/>',
  code: '<path d="m5.5 4.5-3.5 3.5 3.5 3.5M10.5 4.5 14 8l-3.5 3.5"/>',
  people:
    '<circle cx="6" cy="5.5" r="2.5"/><path d="M1.75 13.25a4.25 4.25 0 0 1 8.5 0M10.5 3.25a2.5 2.5 0 0 1 0 4.5M12 9.75a4.25 4.25 0 0 1 2.25 3.5"/>',
  settings:
    '<path d="M2 4.5h6M11.5 4.5H14M2 11.5h2.5M8 11.5h6"/><circle cx="9.75" cy="4.5" r="1.75"/><circle cx="6.25" cy="11.5" r="1.75"/>',
  connect: '<path d="M6 2.5v3M10 2.5v3M4.25 5.5h7.5v2.25a3.75 3.75 0 0 1-7.5 0zM8 11.5v2.25"/>',
  inbox: '<path d="M2 9.5 4 3h8l2 6.5V13H2zM2 9.5h3.5c0 1.25 1 2 2.5 2s2.5-.75 2.5-2H14"/>',
  graph:
    '<circle cx="4" cy="4.5" r="1.75"/><circle cx="12" cy="6" r="1.75"/><circle cx="6.5" cy="12" r="1.75"/><path d="m5.7 4.9 4.55.8M4.6 6.15l1.3 4.2M10.9 7.4l-3.2 3.35"/>',
  attachment: '<path d="m13.25 7.5-5.5 5.4a3.4 3.4 0 0 1-4.8-4.8l5.6-5.5a2.25 2.25 0 0 1 3.2 3.2l-5.55 5.4a1.1 1.1 0 0 1-1.6-1.6l5.1-5"/>',
  more: '<circle cx="3.5" cy="8" r=".5"/><circle cx="8" cy="8" r=".5"/><circle cx="12.5" cy="8" r=".5"/>',
  move: '<path d="M2.5 3.5h4l1.5 2h5.5V13h-11zM6 9.25h4.5M8.75 7.5l1.75 1.75L8.75 11"/>',
  trash: '<path d="M2.75 4.25h10.5M6 4.25V2.5h4v1.75M4 4.25 4.75 13.5h6.5L12 4.25M6.75 7v4M9.25 7v4"/>',
  copy: '<rect x="5.5" y="5.5" width="8" height="8" rx="1.25"/><path d="M10.5 5.5v-3h-8v8h3"/>',
  print: '<path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z"/>',
  link: '<path d="M6.5 9.5 9.5 6.5M7 4.5 8.5 3a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3.2 3.2 0 0 1 3 8.5L4.5 7"/>',
  numbers: '<path d="M6.5 4h7M6.5 8h7M6.5 12h7M2.25 2.75l1-.5v3M2.25 10.25H4l-1.75 2.5H4"/>',
} as const;

export type IconName = keyof typeof PATHS;

const ICONS = new Map<string, Markup>(
  Object.entries(PATHS).map(([name, path]) => [
    name,
    raw(
      `<svg class="icon icon-${name}" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`,
    ),
  ]),
);

export const icon = (name: IconName): Markup => ICONS.get(name) ?? raw('');

/** The sign of the house. */
export const brandMark: Markup = raw(
  '<svg class="mark mark-home" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d="M10 1.2 17.6 5.6v8.8L10 18.8 2.4 14.4V5.6z"/><path d="M6.6 8.2h6.8M6.6 11.4h4.2"/></svg>',
);
