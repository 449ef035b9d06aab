/** A grammar of highlight.js; only its library looks inside. */
export type Language = (highlighter: never) => object;
declare const language: Language;
export { language as default };
