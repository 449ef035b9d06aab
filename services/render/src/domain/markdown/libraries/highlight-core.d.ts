/** What we use of highlight.js. Its own declarations would bring every name of a browser into the types of the server. */
import type { Language } from './highlight-language.d.ts';

declare const highlighter: {
  registerLanguage(name: string, language: Language): void;
  /** By name or alias; undefined for a language that was not registered. */
  getLanguage(name: string): object | undefined;
  configure(options: { classPrefix: string }): void;
  /** `value` is escaped HTML with spans. */
  highlight(code: string, options: { language: string; ignoreIllegals: boolean }): { readonly value: string };
};
export { highlighter as default };
