import { describe, expect, it } from '@jest/globals';
import { AccountId } from '@wikibot/contracts/define/ids';
import { MAX_PAGE_BYTES } from '@wikibot/contracts/facts/wiki';
import fc from 'fast-check';
import { commitMessage } from './commit-message.ts';
import { changedLines } from './line-count.ts';
import { readPath, textProblem } from './page-text.ts';
import { revise } from './revise.ts';

const accountId = AccountId.parse(`acc_${'a'.repeat(32)}`);

describe('revising a text', () => {
  it.each([
    ['creates a page that is not there', { current: null, base: undefined, yours: 'a' }, 'created'],
    ['creates a page that was not there either at the base', { current: null, base: null, yours: 'a' }, 'created'],
    ['finds a page gone that was there at the base', { current: null, base: 'a', yours: 'b' }, 'gone'],
    ['changes nothing where the text stands already, whatever the base', { current: 'a', base: undefined, yours: 'a' }, 'unchanged'],
    ['needs a base for a page that stands', { current: 'a', base: undefined, yours: 'b' }, 'base-missing'],
    ['replaces what the change was made on', { current: 'a', base: 'a', yours: 'b' }, 'updated'],
    ['merges what does not touch', { current: '1\n\n2!\n', base: '1\n\n2\n', yours: '1!\n\n2\n' }, 'merged'],
    ['finds a conflict where both changed the same', { current: 'b\n', base: 'a\n', yours: 'c\n' }, 'conflict'],
    ['finds a conflict where both made the page', { current: 'b\n', base: null, yours: 'c\n' }, 'conflict'],
    ['changes nothing when the same change was made meanwhile', { current: 'x\n\n2!\n', base: '1\n\n2\n', yours: 'x\n\n2\n' }, 'unchanged'],
  ])('%s', (_what, revision, outcome) => {
    expect(revise(revision).outcome).toBe(outcome);
  });

  it('never forgets a line that somebody added', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 5 }).map((lines) => lines.map((line) => `${line}\n`).join(''));
    fc.assert(
      fc.property(text, fc.nat({ max: 5 }), fc.nat({ max: 5 }), (base, mine, theirs) => {
        const adding = (at: number, line: string): string =>
          base
            .split('\n')
            .toSpliced(Math.min(at, base.split('\n').length - 1), 0, line)
            .join('\n');
        const revised = revise({ current: adding(theirs, 'theirs'), base, yours: adding(mine, 'mine') });
        const result = 'text' in revised ? revised.text : revised.outcome === 'conflict' ? revised.merged : '';
        expect(result).toContain('mine');
        expect(result).toContain('theirs');
      }),
    );
  });
});

describe('counting changed lines', () => {
  it.each([
    ['', 'a\nb\n', { added: 2, removed: 0 }],
    ['a\nb\n', '', { added: 0, removed: 2 }],
    ['a\nb\n', 'b\na\n', { added: 0, removed: 0 }],
    ['a\na\n', 'a\n', { added: 0, removed: 1 }],
    ['a', 'a\n', { added: 1, removed: 1 }],
    ['', '', { added: 0, removed: 0 }],
  ])('from %j to %j comes to %j', (before, after, expected) => {
    expect(changedLines(before, after)).toEqual(expected);
  });

  it('is symmetric, and adds up to the difference in length', () => {
    const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n'), { maxLength: 8 }).map((lines) => lines.join(''));
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { added, removed } = changedLines(one, other);
        expect(changedLines(other, one)).toEqual({ added: removed, removed: added });
        expect(added - removed).toBe((other.length - one.length) / 2);
      }),
    );
  });
});

describe('a commit message', () => {
  const agent = { kind: 'agent', accountId, client: 'claude-code', model: 'opus', session: 's-1' } as const;

  it('of a person is what they wrote, and by which request', () => {
    expect(commitMessage('Add a page', { kind: 'person', accountId }, 'r')).toBe('Add a page\n\nRequest: r\n');
  });

  it('of an agent says in trailers which it was and for which request', () => {
    expect(commitMessage('Add a page\n', agent, 'r')).toBe(
      'Add a page\n\nAgent: claude-code\nAgent-Model: opus\nAgent-Session: s-1\nRequest: r\n',
    );
    expect(commitMessage('Add', { kind: 'agent', accountId, client: 'x' }, 'r')).toBe('Add\n\nAgent: x\nRequest: r\n');
  });

  it('cannot be given trailers by the name of an agent', () => {
    const message = commitMessage(
      'Add',
      { ...agent, client: 'x\nCo-authored-by: Ada <ada@example.org>', model: 'y\r\nReviewed-by: z' },
      'r',
    );
    expect(message.split(/\r?\n/).filter((line) => /^(Co-authored-by|Reviewed-by):/.test(line))).toEqual([]);
  });

  it('names no account: neither its address nor its id', () => {
    expect(commitMessage('Add', agent, 'r')).not.toContain(accountId);
  });
});

describe('the text of a page', () => {
  it.each(['', 'text', '😀'.repeat(1000), '\ufeffmark', '\u0001', 'x'.repeat(MAX_PAGE_BYTES)])('may be %.20j', (text) => {
    expect(textProblem('Home', text)).toBeUndefined();
  });

  it.each([
    ['a\u0000b', 'page.not-text'],
    ['\ud800', 'page.not-text'],
    ['x\udc00y', 'page.not-text'],
    ['ü'.repeat(MAX_PAGE_BYTES / 2 + 1), 'page.too-large'],
  ])('may not be %.20j', (text, code) => {
    expect(textProblem('Home', text)?.refusal.code).toBe(code);
  });
});

describe('the path of a page', () => {
  it('is read in any spelling', () => {
    expect(readPath('/Meta//My Page.md')).toEqual({ ok: true, path: 'Meta/My_Page' });
  });

  it.each(['..', '', 'a/history', '.git/x', 'a\u0000', 'a\ud800', '-/x'])(
    'that is %j is refused with a reason and, where there is one, a way out',
    (path) => {
      const read = readPath(path);
      expect(read).toMatchObject({ ok: false, refusal: { code: 'page.path-refused', kind: 'invalid', detail: { path } } });
      const suggestion = read.ok ? undefined : read.refusal.detail['suggestion'];
      if (suggestion !== undefined) expect(readPath(String(suggestion))).toEqual({ ok: true, path: suggestion });
    },
  );
});
