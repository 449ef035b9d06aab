import { describe, expect, it } from '@jest/globals';
import { MAX_DRAFTS } from '@wikibot/contracts/requests/drafts';
import type { PagePath } from '@wikibot/platform/page/page-path';
import type { Keeping, KeptDraft } from './drafts.ts';
import { decideKeeping, draftDigest, groundOfDraft } from './drafts.ts';

const at = (path: string): PagePath => path as PagePath;
const keeping = (content: string, known?: string): Keeping => ({ path: at('Rome'), text: { content }, base: 'aaaaaaa', known });
const kept = (path: string, content: string): KeptDraft => ({
  path: at(path),
  name: path,
  base: 'aaaaaaa',
  draftRevision: `of ${content}`,
  bytes: content.length,
  saved: '2026-01-01T00:00:00.000Z',
  expires: '2026-01-31T00:00:00.000Z',
  digest: draftDigest(keeping(content)),
});

describe('keeping a draft', () => {
  it('creates one, and changes it for whoever knows it', () => {
    expect(decideKeeping([], keeping('one'))).toEqual({ kind: 'created' });
    expect(decideKeeping([kept('Rome', 'one')], keeping('two', 'of one'))).toEqual({ kind: 'updated' });
  });

  it('does not overwrite what its writer has not seen, by whichever name the page is called', () => {
    const standing = kept('rome', 'two');
    expect(decideKeeping([standing], keeping('three', 'of one'))).toEqual({ kind: 'overtaken', standing });
    expect(decideKeeping([standing], keeping('three'))).toEqual({ kind: 'overtaken', standing });
  });

  it('changes nothing when the same text on the same base comes again, whatever is known of it', () => {
    const standing = kept('Rome', 'two');
    expect(decideKeeping([standing], keeping('two', 'of one'))).toEqual({ kind: 'unchanged', standing });
  });

  it('does not bring back one that is gone', () => {
    expect(decideKeeping([], keeping('two', 'of one'))).toEqual({ kind: 'gone' });
  });

  it('has room for so many, and a full shelf can still be changed', () => {
    const full = Array.from({ length: MAX_DRAFTS }, (_, number) => kept(`Page ${number}`, `text ${number}`));
    expect(decideKeeping(full, keeping('one more'))).toEqual({ kind: 'full' });
    expect(decideKeeping(full, { ...keeping('other', 'of text 3'), path: at('Page_3') })).toEqual({ kind: 'updated' });
  });
});

describe('the page that a draft was begun on', () => {
  const now = { revision: 'b'.repeat(40), blob: 'text 2' };
  it.each([
    ['new', { base: undefined, now: undefined, thenBlob: undefined }],
    ['gone', { base: 'aaaaaaa', now: undefined, thenBlob: undefined }],
    ['changed', { base: undefined, now, thenBlob: undefined }],
    ['changed', { base: 'a'.repeat(40), now, thenBlob: 'text 1' }],
    ['current', { base: 'a'.repeat(40), now, thenBlob: 'text 2' }],
    ['current', { base: 'bbbbbbb', now, thenBlob: undefined }],
  ] as const)('is %s', (ground, grounds) => {
    expect(groundOfDraft(grounds)).toBe(ground);
  });
});
