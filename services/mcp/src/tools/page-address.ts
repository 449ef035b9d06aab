import type { Call } from './tool.ts';

/** Where people read the page. */
export const pageAddress = (path: string, { ports, wiki }: Call): string => {
  const segments = path.split('/').map((segment) => encodeURIComponent(segment.replaceAll(' ', '_')));
  return `${ports.deployment.publicUrl}/${wiki.owner}/${wiki.slug}/${segments.join('/')}`;
};
