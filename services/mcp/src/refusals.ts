/** Every way mcp itself says no; the refusals of the services it asks travel through unchanged. */
import { defineRefusals, no } from '@wikibot/contracts/define/refusal';

type Nothing = Record<never, never>;

const listed = (addresses: readonly string[]): string => addresses.map((address) => `  - ${address}`).join('\n');

export const refusals = defineRefusals({
  'page.not-found': no<{ path: string }>(
    'not-found',
    (d) => `Page not found: ${d.path}.`,
    () => 'Use write_note to create it, or list_notes to see available pages.',
  ),
  'page.path-refused': no<{ path: string; problem: string; reason: string; suggestion?: string }>(
    'invalid',
    (d) => `path: ${d.reason}`,
    (d) => (d.suggestion === undefined ? 'Use list_notes to see available pages.' : `Perhaps you mean ${d.suggestion}.`),
  ),
  'revision.not-found': no<{ path: string; revision: string; current_revision: string }>(
    'not-found',
    (d) => `Revision ${d.revision} is not known for ${d.path}.`,
    (d) => `The current revision is ${d.current_revision}: call read_note without revision.`,
  ),
  'section.not-found': no<{ path: string; section: string; available: readonly string[]; more: number }>(
    'not-found',
    (d) => `Section not found: '${d.section}'.${d.available.length === 0 ? ' This page has no sections.' : ''}`,
    (d) => {
      if (d.available.length === 0) return 'Call read_note without section.';
      return `Available sections:\n${listed(d.available)}${d.more > 0 ? `\n  (and ${d.more} more)` : ''}`;
    },
  ),
  'section.ambiguous': no<{ path: string; section: string; candidates: readonly string[] }>(
    'invalid',
    (d) => `section: '${d.section}' names ${d.candidates.length} sections.`,
    (d) => `Name one by its full address:\n${listed(d.candidates)}`,
  ),
  'cursor.unknown': no<{ cursor: string }>(
    'invalid',
    () => 'cursor: this is not a cursor that a call has given.',
    () => 'Leave cursor out to begin again.',
  ),
  'page.too-large': no<{ bytes: number; limit: number }>(
    'too-large',
    (d) => `Content too large (${d.bytes} bytes). Maximum size is ${d.limit} bytes.`,
    () => 'Split the page into several and link them.',
  ),
  'origin.foreign': no<Nothing>(
    'forbidden',
    () => 'The request comes from the page of another site.',
    () => 'Call this endpoint from a program, or from our own pages.',
  ),
  'call.failed': no<{ correlationId: string }>(
    'unavailable',
    () => 'The call failed because of a fault on our side; nothing half-done was kept.',
    (d) => `Try again in a few seconds. If it stays so, report the id ${d.correlationId}.`,
  ),
});
