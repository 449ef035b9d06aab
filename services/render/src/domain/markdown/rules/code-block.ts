import type Token from 'markdown-it/lib/token.mjs';
import { escapeHtml } from '../../templates/html.ts';

const languageOf = (info: string): string => /^[^\s{=]+/.exec(info.trim())?.[0] ?? '';

const label = (language: string): string => (language === '' ? '' : `<span class="code-language">${escapeHtml(language)}</span>`);

const languageClass = (language: string): string => (/^[\w+#.-]{1,40}$/.test(language) ? ` class="language-${language}"` : '');

/** A code block with the name of its language; browser code adds the copy button. Focusable, so that the keyboard can scroll it. */
export const codeBlock = (tokens: readonly Token[], at: number): string => {
  const token = tokens[at];
  const language = languageOf(token?.info ?? '');
  return `<div class="code-block">${label(language)}<pre tabindex="0"><code${languageClass(language)}>${escapeHtml(token?.content ?? '')}</code></pre></div>\n`;
};
