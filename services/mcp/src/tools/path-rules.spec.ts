import { describe, expect, it } from '@jest/globals';
import type { AuthContext } from '@wikibot/contracts/http/auth-context';
import type { AnyClient } from '../fixtures/house.ts';
import { authOf, modernClient, openHouse } from '../fixtures/house.ts';

const RULES: AuthContext['pathRules'] = [
  { prefix: 'Private', access: 'none' },
  { prefix: 'Shared', access: 'read' },
];

const ruled = async (): Promise<AnyClient> => {
  const house = await openHouse();
  await house.importAll([
    { path: 'Private/Diary', text: 'secret thoughts' },
    { path: 'Shared/Plan', text: 'open thoughts' },
  ]);
  await house.importAll([{ path: 'Private/Other', text: 'more secrets' }]);
  return modernClient(house.fetchAs(authOf({ role: 'editor', pathRules: RULES })));
};

describe('a caller whom rules keep out of folders', () => {
  it('reads nothing there, however it spells the path', async () => {
    const client = await ruled();
    for (const path of ['Private/Diary', 'private/diary.md', '//PRIVATE//Diary', 'Private/Nothing']) {
      for (const revision of [undefined, 'abcdef0']) {
        expect((await client.call('read_note', { path, ...(revision ? { revision } : {}) })).structured).toMatchObject({
          code: 'access.path',
        });
      }
    }
  });

  it('sees nothing of it in lists, in search or in changes', async () => {
    const client = await ruled();
    const answers = [
      await client.call('list_notes'),
      await client.call('search_notes', { query: 'thoughts' }),
      await client.call('get_recent_changes'),
    ];
    for (const answer of answers) {
      expect(answer.isError).toBe(false);
      expect(JSON.stringify(answer)).toContain('Shared/Plan');
      expect(JSON.stringify(answer)).not.toMatch(/Private|secret/);
    }
    expect(answers[2]?.structured['changes']).toMatchObject([{ pages: ['Shared/Plan'], message: '' }]);
  });

  it('writes only where it may write', async () => {
    const client = await ruled();
    for (const path of ['Private/New', 'Shared/Plan', 'shared/new']) {
      expect((await client.call('write_note', { path, content: 'x' })).structured).toMatchObject({ code: 'access.path' });
    }
    expect((await client.call('write_note', { path: 'Sharedness', content: 'x' })).isError).toBe(false);
  });
});
