import { describe, expect, it } from '@jest/globals';
import { groupCommit } from './group-commit.ts';

interface Commits {
  readonly groups: (readonly string[])[];
  commit(works: readonly string[]): readonly (Error | undefined)[];
}

/** Notes the groups; a work called `refused` fails alone, one called `fatal` fails the whole commit. */
function notedCommits(): Commits {
  const groups: (readonly string[])[] = [];
  const commit = (works: readonly string[]): readonly (Error | undefined)[] => {
    groups.push(works);
    if (works.includes('fatal')) throw new Error('no disk');
    return works.map((work) => (work === 'refused' ? new Error('refused') : undefined));
  };
  return { groups, commit };
}

const messagesOf = async (all: readonly Promise<void>[]): Promise<readonly string[]> =>
  (await Promise.allSettled(all)).map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as Error).message));

describe('a group commit', () => {
  it('commits together, in order, what is submitted in one turn, even across microtasks', async () => {
    const { groups, commit } = notedCommits();
    const commits = groupCommit(commit);
    const later = Promise.resolve().then(() => commits.submit('c'));
    await Promise.all([commits.submit('a'), commits.submit('b'), later]);
    await commits.submit('d');
    expect(groups).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('rejects only the work that failed alone', async () => {
    const commits = groupCommit(notedCommits().commit);
    expect(await messagesOf(['a', 'refused', 'b'].map((work) => commits.submit(work)))).toEqual(['done', 'refused', 'done']);
  });

  it('rejects all of a commit that failed, and none of the next', async () => {
    const commits = groupCommit(notedCommits().commit);
    expect(await messagesOf(['a', 'fatal', 'b'].map((work) => commits.submit(work)))).toEqual(['no disk', 'no disk', 'no disk']);
    expect(await messagesOf([commits.submit('c')])).toEqual(['done']);
  });

  it('splits a crowd into groups of 256', async () => {
    const { groups, commit } = notedCommits();
    const commits = groupCommit(commit);
    await Promise.all(Array.from({ length: 600 }, (_, n) => commits.submit(String(n))));
    expect(groups.map((group) => group.length)).toEqual([256, 256, 88]);
    expect(groups.flat()).toEqual(Array.from({ length: 600 }, (_, n) => String(n)));
  });

  it('commits at once when flushed, and commits nothing twice', async () => {
    const { groups, commit } = notedCommits();
    const commits = groupCommit(commit);
    const submitted = commits.submit('a');
    commits.flush();
    commits.flush();
    expect(groups).toEqual([['a']]);
    await submitted;
    await commits.submit('b');
    expect(groups).toEqual([['a'], ['b']]);
  });
});
