/** A refusal as an agent reads it: what was wrong, and the next step. The beginnings are the ancestor's. */
import type { Refusal, RefusalKind } from '@wikibot/contracts/define/refusal';
import { conflictTextOf, detailOf, sentence } from './conflict-text.ts';

const OPENINGS: Partial<Readonly<Record<RefusalKind, string>>> = {
  invalid: 'Invalid request: ',
  conflict: 'Conflict: ',
  unavailable: 'The wiki cannot answer right now: ',
};

const plainText = (refusal: Refusal): string => {
  const current = refusal.detail['current_revision'];
  const revision = refusal.kind === 'conflict' && typeof current === 'string' ? ` Current revision: ${current}.` : '';
  return `${OPENINGS[refusal.kind] ?? ''}${sentence(refusal.message)}${revision} ${stepOf(refusal)}${offered(refusal)}`;
};

/** The owner words its remedies for every surface; an agent is told the tool. */
const STEPS: Readonly<Record<string, string>> = {
  'page.not-found': 'Use write_note to create it, or list_notes to see available pages.',
  'page.revision-required': 'Retry with it if you know what the page says now; otherwise call read_note first.',
  'page.revision-unknown': 'Read the page again to get the current revision, then retry.',
  'page.text-not-found': 'Call read_note and copy the passage exactly, front matter included.',
  'page.gone': 'Call write_note without revision to create it anew.',
  'attachment.not-found': 'Call list_attachments to see what there is.',
  'attachment.page-missing': 'Call write_note first: a file lies beside a page.',
  'proposal.unknown': 'Call get_proposals to see what there is.',
  'proposal.closed': 'Call get_proposals with it to see what became of it.',
  'session.unknown': 'Call undo_session without session to list yours.',
  'session.ambiguous': 'Send by with the user name.',
  'section.changed': 'Call read_note for what the page says now.',
};

const MOST_CANDIDATES = 40;

/** The owner names other sections in its detail; the own refusals say them themselves. */
const offered = ({ code, detail: { candidates, total } }: Refusal): string => {
  if (!code.startsWith('section.') || typeof total !== 'number' || !Array.isArray(candidates)) return '';
  const named = candidates.slice(0, MOST_CANDIDATES).map((candidate) => `\n  - ${String(candidate)}`);
  return `\nAvailable sections:${named.join('')}${total > named.length ? `\n  (and ${total - named.length} more)` : ''}`;
};

const stepOf = (refusal: Refusal): string => STEPS[refusal.code] ?? refusal.remedy;

export const refusalText = (refusal: Refusal): string => conflictTextOf(refusal) ?? plainText(refusal);

export const refusalContent = (refusal: Refusal): Readonly<Record<string, unknown>> => ({
  ...detailOf(refusal),
  code: refusal.code,
  message: refusal.message,
  remedy: stepOf(refusal),
});
