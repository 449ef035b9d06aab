/**
 * Classes that content may carry: those the renderer itself gives, and nothing of the application. An author who writes
 * `<div class="alert alert-note">` gets an alert, one who writes `class="sidebar"` gets nothing.
 */
export const CONTENT_CLASS: ReadonlySet<string> = new Set([
  ...['wiki-link', 'remote-image', 'remote-video', 'anchor', 'task-list-item', 'task-list-item-checkbox'],
  ...['alert', 'alert-title', 'alert-note', 'alert-tip', 'alert-important', 'alert-warning', 'alert-caution'],
  ...['code-block', 'code-language', 'table-scroll', 'align-left', 'align-center', 'align-right', 'math', 'math-source'],
  ...['spoiler', 'fold', 'footnotes', 'footnote-ref', 'footnote-back', 'problem', 'diagram'],
  ...['figure', 'image-frame', 'info-box', 'info-box-title', 'video', 'data-table', 'data-source', 'data-caption'],
  ...['side-left', 'side-right', 'side-center', ...Array.from({ length: 19 }, (_, at) => `width-${at * 5 + 10}`)],
]);

/** Ids of the application hold a colon (`app:search`); those of content never do, so neither can take the other's place. */
export const isContentId = (id: string): boolean => /^[\p{L}\p{N}_][\p{L}\p{N}\p{M}_.-]{0,199}$/u.test(id);

/** The language of a code block, as Markdown writes it. */
export const LANGUAGE_CLASS = /^language-[\w+#.-]{1,40}$/;
