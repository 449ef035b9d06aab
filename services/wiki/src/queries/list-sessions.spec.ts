import { describe, expect, it } from '@jest/globals';
import type { Context } from '@wikibot/contracts/define/context';
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { InputOf } from '@wikibot/contracts/define/request';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import { readPage, savePage } from '@wikibot/contracts/requests/pages';
import { listSessions, undoSession } from '@wikibot/contracts/requests/undo';
import { ada, bob, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();

const agent = (wikiId: WikiId, session: string, accountId: AccountId = ada): Context =>
  house().person(wikiId, accountId, { actor: { kind: 'agent', accountId, client: 'claude-code', model: 'opus', session } });

/** Somebody whose path rules another service has sent along. */
const ruled = (wikiId: WikiId, pathRules: readonly PathRule[]): Context => house().person(wikiId, ada, { pathRules });

/** Saves over whatever stands. */
const write = async (context: Context, path: string, content: string): Promise<string> => {
  const current = await house().ask(readPage, { path }, context);
  const base = current.ok ? { base: current.answer.revision } : {};
  return (await house().told(savePage, { path, content, ...base }, context)).revision;
};

const undo = (context: Context, data: InputOf<typeof undoSession>) => house().told(undoSession, data, context);

describe('an agent that names no session', () => {
  const unnamed = (wikiId: WikiId, client = 'claude-code'): Context =>
    house().person(wikiId, ada, { actor: { kind: 'agent', accountId: ada, client } });
  const sessionsOf = async (wikiId: WikiId) =>
    (await house().told(listSessions, {}, house().person(wikiId))).sessions.map(({ client, changes }) => [client, changes]);

  it('is in one for as long as it does not pause for half an hour', async () => {
    const wikiId = await house().found();
    await Promise.all(['A', 'B', 'C'].map((path) => house().told(savePage, { path, content: 'x\n' }, unnamed(wikiId))));
    for (const path of ['D', 'E']) {
      house().clock.forward(29 * 60_000);
      await write(unnamed(wikiId), path, 'x\n');
    }
    await write(unnamed(wikiId, 'other'), 'F', 'x\n');
    house().clock.forward(31 * 60_000);
    await write(unnamed(wikiId), 'G', 'x\n');
    expect(await sessionsOf(wikiId)).toEqual([
      ['claude-code', 1],
      ['other', 1],
      ['claude-code', 5],
    ]);
    const [last] = (await house().told(listSessions, {}, house().person(wikiId))).sessions;
    expect(await undo(house().person(wikiId), { session: last?.session ?? '' })).toMatchObject({ files: [{ path: 'G' }], total: 1 });
  });

  it('keeps the one that it names', async () => {
    const wikiId = await house().found();
    await write(unnamed(wikiId), 'A', 'x\n');
    await write(agent(wikiId, 'named'), 'B', 'x\n');
    const { sessions } = await house().told(listSessions, {}, house().person(wikiId));
    expect(sessions.map(({ session }) => session)).toEqual(['named', expect.stringMatching(/^ses_[0-9a-f]{32}$/)]);
  });
});

describe('the sessions of a wiki', () => {
  it('are listed by their latest change, page by page, with what they touched', async () => {
    const wikiId = await house().found();
    for (const [session, path] of [
      ['one', 'A'],
      ['two', 'B'],
      ['one', 'C'],
      ['three', 'D'],
      ['one', 'A'],
    ] as const)
      await write(agent(wikiId, session), path, `${session} ${path} ${Math.random()}\n`);
    await write(agent(wikiId, 'one', bob), 'E', 'x\n');
    const found: { session: string; accountId: string }[] = [];
    let cursor: string | undefined;
    do {
      const answer = await house().told(listSessions, { limit: 2, ...(cursor === undefined ? {} : { cursor }) }, house().person(wikiId));
      found.push(...answer.sessions);
      cursor = answer.next;
    } while (cursor !== undefined);
    expect(found.map(({ session, accountId }) => [session, accountId])).toEqual([
      ['one', bob],
      ['one', ada],
      ['three', ada],
      ['two', ada],
    ]);
    expect(found[1]).toMatchObject({ client: 'claude-code', model: 'opus', changes: 3, pages: ['A', 'C'], total: 2 });
    const { first, last } = found[1] as unknown as { first: string; last: string };
    expect(first < last).toBe(true);
    const bobs = await house().told(listSessions, { by: bob }, house().person(wikiId));
    expect(bobs.sessions.map(({ pages }) => pages)).toEqual([['E']]);
  });

  it('tell a reader nothing of what is hidden from them', async () => {
    const wikiId = await house().found();
    await write(agent(wikiId, 'mixed'), 'Open', 'x\n');
    await write(agent(wikiId, 'mixed'), 'Secret/Plan', 'x\n');
    await write(agent(wikiId, 'hidden'), 'Secret/Plan', 'y\n');
    const { sessions } = await house().told(listSessions, {}, ruled(wikiId, [{ prefix: 'Secret', access: 'none' }]));
    expect(sessions).toMatchObject([{ session: 'mixed', changes: 1, pages: ['Open'], total: 1 }]);
  });

  it('of another wiki are not there', async () => {
    const [wikiId, other] = [await house().found(), await house().found()];
    await write(agent(wikiId, 'here'), 'A', 'x\n');
    expect(await house().told(listSessions, {}, house().person(other))).toEqual({ sessions: [] });
    expect(await house().ask(undoSession, { session: 'here' }, house().person(other))).toMatchObject({
      refusal: { code: 'session.unknown' },
    });
  });
});
