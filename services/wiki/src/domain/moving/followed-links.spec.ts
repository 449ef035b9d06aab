import { describe, expect, it } from '@jest/globals';
import { ObjectId } from '@wikibot/contracts/define/ids';
import type { Link } from '@wikibot/platform/page/links';
import { linksOf } from '@wikibot/platform/page/links';
import { fileOfPage, pageKey } from '@wikibot/platform/page/page-path';
import fc from 'fast-check';
import { followingText, movedKeys, movedText } from './followed-links.ts';
import { movedFiles } from './moved-files.ts';
import type { Relocation } from './relocation.ts';
import { relocated } from './relocation.ts';

const oid = ObjectId.parse('1'.repeat(40));
const NAMES = ['Old', 'old page', 'Über_uns', 'Sub', 'R&D (x', 'a', 'Pic)', "It's 100%", '日本'] as const;
const name = fc.constantFrom(...NAMES);
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const file = fc.tuple(path, fc.constantFrom('x.png', 'a b.pdf', 'odd')).map((parts) => parts.join('/'));

const encoded = (written: string): string =>
  written.split('/').map(encodeURIComponent).join('/').replaceAll('(', '%28').replaceAll(')', '%29');
const spelled = (written: string): fc.Arbitrary<string> =>
  fc.constantFrom(written, written.replaceAll('_', ' '), written.replaceAll(' ', '_'), written.toUpperCase());
const tail = fc.constantFrom('', '#Part', '?v=1', '?v=1#Part');
const prefix = fc.constantFrom('', '/', './', '../', '../../', '.././');

/** Ways to write a link, and what is none. */
const WRITTEN: readonly ((target: string, end: string) => string)[] = [
  (target) => `[[${target}]]`,
  (target) => `[[/${target}#Part]]`,
  (target) => `[[Some title|${target}]]`,
  (target) => `![[${target}]]`,
  (target) => `| a | [[T\\|${target}]] |\n|---|---|\n| [[${target}]] | b |`,
  (target, end) => `[text](${encoded(target)}${end})`,
  (target, end) => `[text](<${target}${end}> "title")`,
  (target, end) => `![alt](${encoded(target)}.md${end})`,
  (target, end) => `[r]\n\n[r]: ${encoded(target)}${end}\n`,
  (target) => `\`[[${target}]]\``,
  (target) => `\n\`\`\`\n[x](/${encoded(target)})\n\`\`\`\n`,
  (target) => `<a href="/${target}">x</a>`,
];
const link = fc
  .tuple(fc.oneof(path, file, fc.constantFrom('Old/a/x.png', '', '..')), prefix, tail)
  .chain(([target, before, end]) => spelled(target).chain((one) => fc.constantFrom(...WRITTEN).map((write) => write(before + one, end))));
const text = fc.array(fc.oneof(link, fc.constantFrom('text ', '\n\n', '> ', '- ', '# ')), { maxLength: 6 }).map((parts) => parts.join(' '));

const unique = <T>(arbitrary: fc.Arbitrary<T>, by: (one: T) => string, maxLength: number) =>
  fc.uniqueArray(arbitrary, { selector: by, maxLength });
const world = fc.record({
  pages: unique(fc.tuple(path, text), ([one]) => pageKey(one), 6),
  files: unique(file, pageKey, 4),
  from: fc.nat(),
  to: path.map((one) => one.replaceAll(' ', '_')),
});

/** The links of a text, and the text without their targets. */
const taken = (markdown: string, page: string): { links: readonly Link[]; rest: string } => {
  const links = linksOf(markdown, { page, wikiLinkStyle: 'title-first' });
  const targets = links.toSorted((one, other) => one.targetStart - other.targetStart);
  let at = 0;
  let rest = '';
  for (const { targetStart, targetEnd, target, external } of targets) {
    if (targetStart < at) continue;
    rest += markdown.slice(at, targetStart) + (external ? target : '\u0000');
    at = targetEnd;
  }
  return { links, rest: rest + markdown.slice(at) };
};

interface World {
  readonly pages: readonly (readonly [string, string])[];
  readonly files: readonly string[];
  readonly from: number;
  readonly to: string;
}

/** A text before and after, and where each of its links is to lead. */
interface Followed {
  readonly page: string;
  readonly pageAfter: string;
  readonly before: string;
  readonly after: string;
  readonly leads: (link: Link) => string;
}

/** Undefined when nothing can move so. */
const followedIn = ({ pages, files, from, to }: World): readonly Followed[] | undefined => {
  const [start = to] = pages[from % Math.max(1, pages.length)] ?? [];
  const relocation: Relocation = { from: start, to };
  const all = [...pages.map(([page]) => fileOfPage(page)), ...files].map((one) => ({ path: one, oid }));
  const moved = movedFiles(all, relocation);
  if (pageKey(start) === pageKey(to) || !moved.ok) return undefined;
  const keys = movedKeys(moved.files);
  return pages.map(([page, before]) => {
    const isMoved = moved.files.some((one) => one.from === fileOfPage(page));
    const after = isMoved ? movedText(before, { page, relocation }) : followingText(before, { page, relocation, moved: keys });
    const leads = ({ path: led = '' }: Link): string => (isMoved || keys.has(pageKey(led)) ? (relocated(relocation, led) ?? led) : led);
    return { page, pageAfter: isMoved ? (relocated(relocation, page) ?? page) : page, before, after, leads };
  });
};

/** What led above the root led nowhere; the address of a file may go by another name. */
const isCompared = ({ path: led }: Link): boolean => led !== undefined && led.split('/').at(-2) !== 'a';

const check = ({ page, pageAfter, before, after, leads }: Followed): void => {
  const [old, fresh] = [taken(before, page), taken(after, pageAfter)];
  expect(fresh.rest).toBe(old.rest);
  expect(fresh.links.map(({ kind, fragment }) => [kind, fragment])).toEqual(old.links.map(({ kind, fragment }) => [kind, fragment]));
  for (const [index, one] of old.links.entries())
    if (isCompared(one)) expect([before, fresh.links[index]?.key]).toEqual([before, pageKey(leads(one))]);
};

describe('links after a move', () => {
  it('lead to the same pages and files as before, and nothing else of a text changes', () => {
    let moves = 0;
    fc.assert(
      fc.property(world, (one) => {
        const followed = followedIn(one);
        moves += followed ? 1 : 0;
        followed?.forEach(check);
      }),
      { numRuns: 1500 },
    );
    expect(moves).toBeGreaterThan(300);
  });

  it('are left alone where they lead to what does not exist, unless their own page moved', () => {
    const relocation = { from: 'Old', to: 'New' };
    const text = '[[Old/Red]] [[Old]] [f](/Old/a/x.png)';
    const moved = new Set(['old', 'old/x.png']);
    expect(followingText(text, { page: 'Other', relocation, moved })).toBe('[[Old/Red]] [[New]] [f](/New/a/x.png)');
    expect(movedText('[[Old/Red]] [x](./Red)', { page: 'Old', relocation })).toBe('[[New/Red]] [x](./Red)');
  });
});
