import { describe, expect, it } from '@jest/globals';
import type { Refusal } from '@wikibot/contracts/define/refusal';
import { refusalContent, refusalText } from './refusal-text.ts';

const HEAD = 'a'.repeat(40);
const conflict = {
  head: HEAD,
  base: 'b',
  yours: 'y',
  theirs: 't',
  merged: '<<<<<<< y\n=======\nt\n>>>>>>>\n',
  hunks: [{ base: 'b', yours: 'y', theirs: 't' }],
};
const refusal = (code: string, detail: Record<string, unknown>): Refusal => ({
  code,
  kind: 'conflict',
  message: 'It was modified.',
  remedy: 'See.',
  detail,
});

describe('a conflict, as an agent reads it', () => {
  it('names the call that solves it for a whole page', () => {
    const text = refusalText(refusal('page.conflict', { path: 'Pond', current_revision: HEAD, conflict }));
    expect(text).toContain(`write_note with path "Pond", revision "${HEAD}"`);
    expect(text).toContain('<<<<<<< y');
  });

  it('shows of a long page only the place, and the call that exchanges it', () => {
    const long = { ...conflict, merged: `${'x'.repeat(5000)}${conflict.merged}` };
    const text = refusalText(refusal('page.conflict', { path: 'Pond', current_revision: HEAD, conflict: long }));
    expect(text).toContain('Place 1, as it is now:\n```\nt\n```');
    expect(text).toContain(`edit_note with path "Pond", revision "${HEAD}", old_string as the place is now`);
    expect(text.length).toBeLessThan(1000);
  });

  it('names the call that solves it for one section, with its hash', () => {
    const detail = { path: 'Pond', section: 'Water', section_hash: '0123456789abcdef', current_revision: HEAD, section_conflict: conflict };
    expect(refusalText(refusal('section.changed', detail))).toContain(
      `edit_note with path "Pond", revision "${HEAD}", section "Water", section_hash "0123456789abcdef"`,
    );
  });

  it('sends whoever changes a section that is gone to read again', () => {
    const detail = { path: 'Pond', section: 'Water', section_hash: null, current_revision: HEAD, section_conflict: conflict };
    expect(refusalText(refusal('section.changed', detail))).toBe(
      `Conflict: It was modified. Current revision: ${HEAD}. Call read_note for what the page says now.`,
    );
  });

  it('deletes nothing that was changed meanwhile', () => {
    expect(refusalText(refusal('page.changed', { path: 'Pond', conflict }))).toContain(
      `delete_note with path "Pond" and revision "${HEAD}"`,
    );
  });

  it('says for each page of a session what stands against taking it back, and how to take back the rest', () => {
    const conflicts = [
      { path: 'Pond', reason: 'overlaps', conflict },
      { path: 'Heron', reason: 'edited-since' },
    ];
    const text = refusalText(refusal('undo.conflict', { conflicts, more: 0, undoable: 3, current_revision: HEAD }));
    expect(text).toContain('- Heron: edited-since');
    expect(text).toContain(`write_note with path "Pond", revision "${HEAD}"`);
    expect(text).toContain('skip_conflicts=true');
  });

  it('leaves long texts out of the content for programs, which know what they sent', () => {
    const long = { ...conflict, merged: 'x'.repeat(30_000) };
    for (const name of ['conflict', 'section_conflict']) {
      const content = refusalContent(refusal('page.conflict', { path: 'Pond', [name]: long }))[name];
      expect(Object.keys(content as object)).toEqual(['head', 'merged', 'hunks']);
    }
  });
});
