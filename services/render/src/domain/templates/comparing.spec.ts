import { describe, expect, it } from '@jest/globals';
import { texts } from '../texts/texts.ts';
import { blameTable } from './blame-table.ts';
import type { Change } from './change-list.ts';
import { comparisonForm } from './comparison-form.ts';
import { diffTable } from './diff-view.ts';
import { fileDiffs } from './file-diffs.ts';
import { sessionsIn } from './session-cards.ts';
import { takeBackView } from './take-back-view.ts';

const HOSTILE = `"><script>alert(1)</script>'&`;
const t = texts('en');
const locale = 'en' as const;

const hunks = [
  {
    before: [1, 2],
    after: [1, 2],
    lines: [
      { kind: 'same', before: 1, after: 1, text: '  indented' },
      { kind: 'removed', before: 2, text: 'stands still', words: [[7, 12]] },
      { kind: 'added', after: 2, text: `stands ${HOSTILE}`, words: [[7, 7 + HOSTILE.length]] },
    ],
  },
] as const;

describe('a comparison', () => {
  it('marks the words that differ, and says to those who cannot see colours which line is which', () => {
    const { text } = diffTable(hunks, t);
    expect(text).toContain('<span class="unseen">removed: </span>stands <del>still</del>');
    expect(text).toContain('<span class="unseen">added: </span>stands <ins>');
    expect(text).toContain('<td class="diff-text">  indented</td>');
    expect(text).not.toContain('<script>');
  });

  it('of the same texts says so', () => {
    expect(diffTable([], t).text).toContain('No line differs.');
  });

  it('tells of each file what happened to it', () => {
    const { text } = fileDiffs(
      [
        { title: 'Pond', href: '/a/b/Pond', kind: 'changed', lines: { added: 1, removed: 1 }, hunks },
        { title: HOSTILE, kind: 'moved', from: HOSTILE, lines: { added: 0, removed: 0 }, hunks: [] },
        { title: 'a.png', kind: 'added', binary: true },
      ],
      t,
    );
    expect(text).toContain('<a href="/a/b/Pond">Pond</a>');
    expect(text).toContain('+1</span> <span class="diff-minus">−1');
    expect(text).toContain('moved from ');
    expect(text).toContain('Not a text');
    expect(text).not.toContain('<script>');
  });
});

const change = (revision: string, over: Partial<Change> = {}): Change => ({
  revision,
  at: '2026-11-23T14:10:00Z',
  author: { kind: 'agent', client: 'claude-code', person: 'ada', session: 'one' },
  pages: [{ title: revision, href: `/a/b/${revision}` }],
  ...over,
});

describe('recent changes', () => {
  it('fold what an agent did in one session into one entry, and nothing else', () => {
    const person = change('p', { author: { kind: 'person', name: 'ada' } });
    const other = change('o', { author: { kind: 'agent', client: 'claude-code', person: 'bob', session: 'one' } });
    const folded = sessionsIn([change('c'), change('b'), person, change('a'), other], '/a/b');
    expect(folded.map(({ revision, session }) => [revision, session?.count])).toEqual([
      ['c', 2],
      ['p', undefined],
      ['a', 1],
      ['o', 1],
    ]);
    expect(folded[0]).toMatchObject({
      pages: [{ title: 'c' }, { title: 'b' }],
      session: { href: '/a/b/-/session/one?by=ada' },
    });
  });
});

describe('a history', () => {
  const comparing = { action: '/a/b/Pond/diff', mayRestore: true, locale, t };

  it('lets two versions be compared without scripts, the latest two to begin with', () => {
    const { text } = comparisonForm([change('new1234'), change('old1234')], comparing);
    expect(text).toContain('action="/a/b/Pond/diff"');
    expect(text).toMatch(/name="to" value="new1234"[^>]* checked/);
    expect(text).toMatch(/name="from" value="old1234"[^>]* checked/);
    expect(text.match(/data-restore="old1234"/g)).toHaveLength(1);
    expect(text).not.toContain('data-restore="new1234"');
  });

  it('offers to go back only to those who may write, and not to a deletion', () => {
    const changes = [change('new1234'), change('gone123', { intent: 'delete' })];
    expect(comparisonForm(changes, comparing).text).not.toContain('data-restore');
    expect(comparisonForm([change('a'), change('b')], { ...comparing, mayRestore: false }).text).not.toContain('data-restore');
  });

  it('of one version has nothing to compare', () => {
    expect(comparisonForm([change('only123')], comparing).text).not.toContain('type="radio"');
  });
});

describe('taking back', () => {
  const files = [{ title: 'Pond', kind: 'changed', lines: { added: 1, removed: 1 }, hunks }] as const;

  it('shows what it would do, and what stays', () => {
    const conflicts = [{ title: HOSTILE, href: '/a/b/Reed', reason: 'edited-since' }];
    const { text } = takeBackView({ files, changes: 3, conflicts }, t);
    expect(text).toContain('Changes taken back: 3.');
    expect(text).toContain('was changed later');
    expect(text).toContain('Take back the rest');
    expect(text).not.toContain('<script>');
  });

  it('is not offered when nothing is left of it', () => {
    expect(takeBackView({ files: [], changes: 1, conflicts: [] }, t).text).not.toContain('data-do="take-back"');
  });
});

describe('the authors of a page', () => {
  it('stand once beside all lines of their change', () => {
    const known = { ...change('abc1234', { message: HOSTILE }), href: '/a/b/-/commit/abc1234' };
    const { text } = blameTable(
      [
        { start: 1, lines: ['one', HOSTILE], change: known },
        { start: 3, lines: ['three'] },
      ],
      locale,
      t,
    );
    expect(text).toContain('rowspan="2"');
    expect(text).toContain('claude-code · for ada');
    expect(text).toContain('older');
    expect(text).not.toContain('<script>');
  });
});
