import fc from 'fast-check';
import { safeFileName, suggestFileName } from './file-name.ts';
import { keepableFilePath } from './page-path.ts';
import type { PathProblem } from './path-rules.ts';

const refused: readonly (readonly [string, PathProblem, string | undefined])[] = [
  ['', 'empty', undefined],
  ['../../etc/passwd', 'slash', 'passwd'],
  ['a/b.png', 'slash', 'b.png'],
  ['..\\..\\b.png', 'backslash', 'b.png'],
  ['..', 'dots', undefined],
  ['.', 'dots', undefined],
  ['a\u0000.png', 'control-character', 'a.png'],
  ['a\r\nSet-Cookie: x.png', 'control-character', 'aSet-Cookie_x.png'],
  ['a\ud800.png', 'not-unicode', 'a.png'],
  ['gnp.\u202eexe.png', 'invisible-character', 'gnp.exe.png'],
  ['.git', 'git-name', 'git'],
  ['.GIT.', 'git-name', 'GIT'],
  ['git~1', 'git-name', undefined],
  ['.gitmodules', 'git-name', 'gitmodules'],
  ['.gitattributes', 'hidden-name', 'gitattributes'],
  ['.htaccess', 'hidden-name', 'htaccess'],
  ['Page.md', 'page-name', 'Page.md.txt'],
  ['Page.MD', 'page-name', 'Page.MD.txt'],
  ['.md', 'hidden-name', 'md'],
  ['a#b.png', 'link-character', 'ab.png'],
  ['<img>.png', 'link-character', 'img.png'],
  ['a?v=1.png', 'windows-character', 'av=1.png'],
  ['a"b.png', 'windows-character', 'ab.png'],
  ['a%2fb.png', 'percent-code', 'a_b.png'],
  ['con.png', 'windows-name', undefined],
  ['x.png ', 'segment-edge', 'x.png'],
  ['x.', 'segment-edge', 'x'],
  [`${'n'.repeat(252)}.png`, 'segment-too-long', undefined],
];

describe('the name of a new file', () => {
  it.each(refused)('%j is refused as %s, with a suggestion where there is one', (input, problem, suggestion) => {
    const answer = safeFileName(input);
    expect(answer).toMatchObject({ ok: false, problem });
    expect(answer.ok ? '' : answer.message.length).toBeGreaterThan(20);
    expect(suggestFileName(input)).toBe(suggestion);
  });

  it.each([
    'cat.png',
    'My report (final).pdf',
    'schönes Bild.jpeg',
    '日本語.csv',
    '👩\u200d💻.gif',
    'Makefile',
    'a.tar.gz',
    'history',
    '100%.txt',
  ])('%j is kept as it is', (name) => {
    expect(safeFileName(name)).toEqual({ ok: true, name });
  });

  it('is written with whole letters', () => {
    expect(safeFileName('Cafe\u0301.png')).toEqual({ ok: true, name: 'Café.png' });
  });

  it('is one that an import would keep, and so is every suggestion', () => {
    const anyName = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(fc.constantFrom('a', '.', '/', '\\', '.md', '%2e', '\u200d', '\ud800', '.git', ' ', '_', 'É'), { maxLength: 8 })
        .map((some) => some.join('')),
    );
    fc.assert(
      fc.property(anyName, (input) => {
        const safe = safeFileName(input);
        if (safe.ok) expect(keepableFilePath(`Page/${safe.name}`).ok).toBe(true);
        const suggestion = suggestFileName(input);
        if (suggestion !== undefined) expect(safeFileName(suggestion)).toEqual({ ok: true, name: suggestion });
      }),
    );
  });
});
