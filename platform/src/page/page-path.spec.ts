import fc from 'fast-check';
import {
  addressProblem,
  fileOfPage,
  hrefOfPage,
  keepableFilePath,
  normalisePagePath,
  pageKey,
  pagePathOfFile,
  titleOfPath,
} from './page-path.ts';
import type { PathProblem } from './path-rules.ts';
import { suggestPagePath } from './path-suggestion.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        'a',
        'É',
        'e\u0301',
        'İ',
        'Σ',
        ' ',
        '_',
        '/',
        '.',
        '.md',
        '..',
        '-',
        '%2e',
        '\u200d',
        '\ud800',
        '.git',
        'edit',
        '\u00a0',
        'ß',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

const refused: readonly (readonly [string, PathProblem])[] = [
  ['', 'empty'],
  ['///', 'empty'],
  ['../etc/passwd', 'dots'],
  ['a/./b', 'dots'],
  ['a/...', 'dots'],
  ['a\\..\\b', 'backslash'],
  ['a\u0000b', 'control-character'],
  ['a\tb', 'control-character'],
  ['a\u0085b', 'control-character'],
  ['a\ud800', 'not-unicode'],
  ['a\u202eb', 'invisible-character'],
  ['ho\u200bme', 'invisible-character'],
  ['ho\u200dme', 'invisible-character'],
  ['Home\ufe0f', 'invisible-character'],
  ['a\uffffb', 'invisible-character'],
  ['a\ufffeb', 'invisible-character'],
  ['a#b', 'link-character'],
  ['a[b]', 'link-character'],
  ['a|b', 'link-character'],
  ['What is X?', 'windows-character'],
  ['C:/x', 'windows-character'],
  ['%2e%2e/x', 'percent-code'],
  ['.git', 'git-name'],
  ['a/.GIT/hooks/x', 'git-name'],
  ['.git./x', 'git-name'],
  ['.git /x', 'git-name'],
  ['.git::$INDEX_ALLOCATION/x', 'git-name'],
  ['.g\u200cit/x', 'git-name'],
  ['GIT~1/x', 'git-name'],
  ['.gitmodules', 'git-name'],
  ['a /b', 'segment-edge'],
  ['a/ b', 'segment-edge'],
  ['a./b', 'segment-edge'],
  ['con', 'windows-name'],
  ['a/NUL.txt', 'windows-name'],
  ['-/index', 'reserved-first'],
  ['API/x', 'reserved-first'],
  ['mcp', 'reserved-first'],
  ['.Well-Known/x', 'reserved-first'],
  ['llms.txt', 'reserved-first'],
  ['history', 'reserved-action'],
  ['France/History', 'reserved-action'],
  ['x/a/logo', 'reserved-action'],
  ['x/attachments/logo', 'reserved-action'],
  ['é'.repeat(101), 'segment-too-long'],
  ['a/'.repeat(20) + 'a', 'too-deep'],
  ['a'.repeat(901), 'path-too-long'],
];

describe('normalising a page path', () => {
  it.each(refused)('refuses %j as %s and says why', (input, problem) => {
    const answer = normalisePagePath(input);
    expect(answer).toMatchObject({ ok: false, problem });
    expect(answer.ok ? '' : answer.message.length).toBeGreaterThan(20);
  });

  it.each([
    ['Meta/Wiki Usage Guide', 'Meta/Wiki_Usage_Guide'],
    ['/Meta//Guide/', 'Meta/Guide'],
    ['Guide.md', 'Guide'],
    ['Guide.md.MD', 'Guide'],
    ['Cafe\u0301', 'Café'],
    ['Draft/Ideas', 'Draft/Ideas'],
    ['50% & more', '50%_&_more'],
    ['日本語/ページ', '日本語/ページ'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['👩\u200d💻 notes', '👩\u200d💻_notes'],
    ['.github', '.github'],
    ['Version 1.2', 'Version_1.2'],
  ])('accepts %j as %j', (input, path) => {
    expect(normalisePagePath(input)).toEqual({ ok: true, path });
  });

  it('answers for any text, and a second pass changes nothing', () => {
    fc.assert(
      fc.property(anyText, (input) => {
        const once = normalisePagePath(input);
        if (once.ok) expect(normalisePagePath(once.path)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  it('gives paths that a repository keeps, that fit a file system and that no action shadows', () => {
    fc.assert(
      fc.property(anyText, (input) => {
        const answer = normalisePagePath(input);
        if (!answer.ok) return;
        const file = fileOfPage(answer.path);
        expect(keepableFilePath(file)).toEqual({ ok: true, file });
        expect(pagePathOfFile(file)).toBe(answer.path);
        expect(addressProblem(answer.path)).toBeUndefined();
        expect(file.split('/').every((segment) => Buffer.byteLength(segment) <= 255)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the identity of a page', () => {
  it('is the same for every spelling of a page', () => {
    const spellings = ['Meta/Wiki Usage Guide', 'meta/wiki_usage_guide', '/META//Wiki Usage_Guide.md', 'Meta/Wiki\u00a0Usage Guide/'];
    expect(new Set(spellings.map(pageKey)).size).toBe(1);
    expect(pageKey('ΟΔΟΣ')).toBe(pageKey('οδος'));
    expect(pageKey('Cafe\u0301')).toBe(pageKey('CAFÉ'));
  });

  it('survives normalising, folding again, and the way through a URL', () => {
    fc.assert(
      fc.property(anyText, (input) => {
        const key = pageKey(input);
        const answer = normalisePagePath(input);
        expect(pageKey(key)).toBe(key);
        if (answer.ok) expect(pageKey(answer.path)).toBe(key);
        if (answer.ok) expect(pageKey(decodeURIComponent(hrefOfPage(answer.path)))).toBe(key);
      }),
      { numRuns: 500 },
    );
  });
});

describe('files of imports and pushes', () => {
  it.each(['What is X?.md', 'a b/c:d.png', 'docs/history.md', '.obsidian/app.json', 'cafe\u0301.md', 'a/.md'])(
    'keep %j under their name',
    (file) => {
      expect(keepableFilePath(file)).toEqual({ ok: true, file });
    },
  );

  it.each([
    ['/etc/passwd', 'absolute'],
    ['a//b', 'empty'],
    ['a/', 'empty'],
    ['a/../b', 'dots'],
    ['.Git/config', 'git-name'],
    ['sub/.git/config', 'git-name'],
    ['git~1/config', 'git-name'],
    ['.gitmodules', 'git-name'],
    ['.git:stream', 'git-name'],
    ['a\\b', 'backslash'],
    ['a\nb', 'control-character'],
    ['exe\u202egpj.md', 'invisible-character'],
    ['x'.repeat(256), 'segment-too-long'],
  ])('are refused for %j as %s', (file, problem) => {
    expect(keepableFilePath(file)).toMatchObject({ ok: false, problem });
  });

  it('are pages only with a name before .md', () => {
    expect(['Some/Page.md', '.md', 'a/.md', 'a.MD', 'a.png', 'a.md.md'].map(pagePathOfFile)).toEqual([
      'Some/Page',
      undefined,
      undefined,
      undefined,
      undefined,
      'a.md',
    ]);
  });

  it('can lie where an address leads elsewhere, which is told', () => {
    expect(addressProblem('docs/history')?.problem).toBe('reserved-action');
    expect(addressProblem('docs/What is X?')).toBeUndefined();
  });
});

describe('the longest page path', () => {
  it('still has a file that is kept', () => {
    const answer = normalisePagePath(Array.from({ length: 5 }, (_, index) => 'x'.repeat(index === 0 ? 96 : 200)).join('/'));
    expect(answer.ok && answer.path).toHaveLength(900);
    expect(keepableFilePath(fileOfPage(answer.ok ? answer.path : ''))).toMatchObject({ ok: true });
  });
});

describe('showing a path', () => {
  it('encodes each segment of an address and never leaves the wiki', () => {
    expect(hrefOfPage('A b/ä?#%')).toBe('A_b/%C3%A4%3F%23%25');
    expect(hrefOfPage('../../x')).toBe('x');
    fc.assert(fc.property(anyText, (input) => expect(hrefOfPage(input)).toMatch(/^[\x21-\x7e]*$/)));
  });

  it('takes the last segment with spaces as title', () => {
    expect(titleOfPath('Meta/Wiki_Usage_Guide')).toBe('Wiki Usage Guide');
  });

  it('proposes an acceptable path for a refused one', () => {
    expect(['What is X?', 'C++: Templates', 'France/History', 'a\\b|c', '../x', '???'].map(suggestPagePath)).toEqual([
      ...['What_is_X', 'C++_Templates', 'France/History_page', 'a/bc', 'x', undefined],
    ]);
    fc.assert(fc.property(anyText, (input) => expect(addressProblem(suggestPagePath(input) ?? 'x')).toBeUndefined()));
  });
});
