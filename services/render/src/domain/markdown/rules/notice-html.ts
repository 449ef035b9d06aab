import type StateCore from 'markdown-it/lib/rules_core/state_core.mjs';
import type { RenderState } from '../render-state.ts';

/** Notices whether the author wrote HTML. Without any, the output consists of our own escaped markup only. */
export const noticeHtml = ({ tokens, env }: StateCore): void => {
  const state = env as RenderState;
  state.hasHtml = tokens.some(({ type, children }) => type === 'html_block' || (children ?? []).some((child) => child.type === 'html_inline'));
};
