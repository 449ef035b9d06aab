import { describe, expect, it } from '@jest/globals';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import * as fc from 'fast-check';
import { clashesAmong, pushedFileProblem } from './pushed-files.ts';
import { toldCommits } from './pushed-commits.ts';
import { shapeOf, treeMeasures } from './tree-measure.ts';
import { objectId } from './git-object.ts';
import { editTree, EMPTY_TREE, FILE, FOLDER } from './git-tree.ts';

const MEBIBYTE = 1024 * 1024;
const fresh = (path: string, bytes = 1) => pushedFileProblem({ path, wasThere: false, bytes });

describe('a pushed file', () => {
  it('may have any name that can be kept and reached', () => {
    for (const path of ['Home.md', 'Ünïcode Page.md', 'a/b/c/d.md', 'Page/cat.png', 'README', '.gitignore', 'x.MD', 'What?.md'])
      expect([path, fresh(path)]).toEqual([path, undefined]);
  });

  it.each([
    ['Docs/history.md', /page action.*It could be/],
    ['api/Page.md', /application.*It could be/],
    ['-/x.md', /application/],
    [`${'x/'.repeat(500)}y.md`, /longer than/],
    ['a/../b.md', /dots/],
    ['.git/config', /git keeps/],
  ])('called %s is refused', (path, said) => {
    expect(fresh(path)).toMatch(said);
  });

  it('is as large as a page or an attachment may be', () => {
    expect(fresh('Page.md', MEBIBYTE)).toBeUndefined();
    expect(fresh('Page.md', MEBIBYTE + 1)).toMatch(/limit/);
    expect(fresh('Page/a.png', 10 * MEBIBYTE)).toBeUndefined();
    expect(fresh('Page/a.png', 10 * MEBIBYTE + 1)).toMatch(/limit/);
  });

  it('that stands there already keeps its name, but not any size; one that goes is no problem', () => {
    expect(pushedFileProblem({ path: 'api/Page.md', wasThere: true, bytes: 1 })).toBeUndefined();
    expect(pushedFileProblem({ path: 'api/Page.md', wasThere: true, bytes: MEBIBYTE + 1 })).toMatch(/limit/);
    expect(pushedFileProblem({ path: '-/x.md', wasThere: true, bytes: undefined })).toBeUndefined();
  });
});

describe('the place of a new file', () => {
  it.each([
    ['My_Page.md', ['my page.md'], true],
    ['a/B.md', ['A/b.md'], true],
    ['Docs', ['docs/x.md'], true],
    ['docs/x.md', ['DOCS'], true],
    ['docs/x.md', ['Docs/y.md'], false],
    ['Docs.md', ['Docs/x.md'], false],
    ['a.png', ['a.md'], false],
  ])('of %s beside %j is taken: %s', (path, others, taken) => {
    expect(clashesAmong([path], [...others, path]).length > 0).toBe(taken);
  });

  it('is told for all but one of those that want it', () => {
    expect(clashesAmong(['a b.md', 'a_b.md', 'A_B.md'], ['a b.md', 'a_b.md', 'A_B.md']).map(({ path }) => path)).toEqual([
      'a_b.md',
      'A_B.md',
    ]);
  });

  it('is free where no other name is like it', () => {
    const name = fc.stringMatching(/^[a-z]{1,4}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name), fc.uniqueArray(name), (added, standing) => {
        const paths = added.map((one) => `${one}.md`);
        const others = standing.filter((one) => !added.includes(one)).map((one) => `${one}.md`);
        expect(clashesAmong(paths, [...others, ...paths])).toEqual([]);
      }),
    );
  });
});

describe('the commits of a push', () => {
  const commit = (message: string) => ({ id: 'a'.repeat(40) as ObjectId, message });

  it('are told with their messages, of which a thousand together stay short', () => {
    expect(toldCommits([commit('One\n\nline\n')])).toEqual([commit('One\n\nline')]);
    const told = toldCommits(Array.from({ length: 1000 }, () => commit('x'.repeat(10_000))));
    expect(JSON.stringify(told).length).toBeLessThan(200 * 1024);
    expect(told[0]?.message).toMatch(/^x+…$/);
  });

  it('hold nothing that a message may not hold', () => {
    const [told] = toldCommits([commit(`${'x'.repeat(64 * 1024 - 2)}\u{1f600}`), commit('a\u0000b\u001b')]);
    expect(told?.message.isWellFormed()).toBe(true);
    expect(toldCommits([commit('a\u0000b\u001b\n\tc')])[0]?.message).toBe('ab\n\tc');
  });
});

describe('the measure of a folder', () => {
  it('counts each file and the way down, and looks at each folder once', async () => {
    const blob = objectId('blob', Buffer.from('x'));
    let looks = 0;
    const trees = new Map<ObjectId, ReturnType<typeof shapeOf>>();
    const add = (...entries: readonly (readonly [string, string, ObjectId])[]): ObjectId => {
      const tree = editTree(
        EMPTY_TREE,
        entries.map(([name, mode, oid]) => ({ name, entry: { mode, oid } })),
      );
      const oid = objectId('tree', tree.raw);
      trees.set(oid, shapeOf(tree));
      return oid;
    };
    const measure = treeMeasures((oid) => {
      looks += 1;
      return Promise.resolve(trees.get(oid) ?? { files: 0, folders: [] });
    });
    let root = add(['a', FILE, blob], ['b', '100755', blob]);
    for (let level = 0; level < 20; level += 1) root = add(['x', FOLDER, root], ['y', FOLDER, root], ['z', FILE, blob]);
    expect(await measure(root)).toEqual({ files: 2 ** 20 * 3 - 1, depth: 21 });
    expect(looks).toBe(21);
  });
});
