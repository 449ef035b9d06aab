/** `==marked==` for markdown-it; the package brings no declarations. */
import type { PluginSimple } from 'markdown-it';

declare const mark: PluginSimple;
export { mark as default };
