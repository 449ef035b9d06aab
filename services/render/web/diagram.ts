/**
 * Runs alone in a sandboxed frame without an origin: mermaid is large, and needs the inline styles that our pages forbid. It is told
 * what to draw, and tells how large the picture is. Nothing else goes in or out.
 */
import type { DiagramAnswer, DiagramOrder } from './parts/diagram-messages.ts';

const tell = (answer: DiagramAnswer): void => parent.postMessage(answer, '*');

const settings = ({ isDark }: DiagramOrder): Readonly<Record<string, unknown>> => ({
  startOnLoad: false,
  securityLevel: 'strict',
  suppressErrorRendering: true,
  theme: isDark ? 'dark' : 'neutral',
  fontFamily: 'ui-sans-serif, system-ui, sans-serif',
  maxTextSize: 50_000,
  maxEdges: 500,
});

let drawings = 0;

const draw = async (order: DiagramOrder): Promise<void> => {
  mermaid.initialize(settings(order));
  drawings += 1;
  const { svg } = await mermaid.render(`diagram-${drawings}`, order.source);
  document.body.innerHTML = svg;
  const picture = document.querySelector('svg');
  const { width = 0, height = 0 } = picture?.viewBox.baseVal ?? {};
  tell({ kind: 'drawn', width: Math.ceil(width), height: Math.ceil(height) });
};

addEventListener('message', ({ source, data }: MessageEvent<DiagramOrder>) => {
  if (source !== parent) return;
  draw(data).catch((cause: unknown) => tell({ kind: 'failed', reason: cause instanceof Error ? cause.message : String(cause) }));
});
tell({ kind: 'ready' });
