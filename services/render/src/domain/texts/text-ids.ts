import type { en } from './en.ts';

export type TextId = keyof typeof en;

/** One language: a missing id, or one too many, does not compile. */
export type Texts = { readonly [id in TextId]: string };
