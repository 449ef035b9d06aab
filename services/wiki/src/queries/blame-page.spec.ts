import { describe, expect, it } from '@jest/globals';
import type { Context } from '@wikibot/contracts/define/context';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { blamePage } from '@wikibot/contracts/requests/attribution';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { movePage, restorePage } from '@wikibot/contracts/requests/moves';
import { deletePage, readPage, savePage } from '@wikibot/contracts/requests/pages';
import { ada, bob } from '../test-house.ts';
import { ODD_PATHS, useAskedHouse } from './asked-house-fixture.ts';

const { house, ruled } = useAskedHouse();

const agent = (wikiId: WikiId): Context =>
  house().person(wikiId, bob, { actor: { kind: 'agent', accountId: bob, client: 'claude-code', model: 'opus', session: 'run-1' } });

const write = async (context: Context, path: string, content: string): Promise<string> => {
  const current = await house().ask(readPage, { path }, context);
  const base = current.ok ? { base: current.answer.revision } : {};
  return (await house().told(savePage, { path, content, message: `Write ${content.length}`, ...base }, context)).revision;
};

/** Line by line by whom: `ada`, or the client of an agent. */
const byLine = async (context: Context, data: { path: string; revision?: string; from?: number; limit?: number }) => {
  const { lines, changes, text } = await house().told(blamePage, data, context);
  const names = lines.flatMap(({ start, end, change }) => {
    const actor = change === null ? undefined : changes[change]?.actor;
    const name = actor?.kind === 'agent' ? actor.client : actor?.kind === 'person' && actor.accountId === ada ? 'ada' : 'older';
    return Array.from({ length: end - start + 1 }, () => name);
  });
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => `${names[index]}: ${line}`);
};

describe('blame of a page', () => {
  it('goes on behind a deletion that was taken back, and behind moves on either side of it', async () => {
    const wikiId = await house().found();
    const person = house().person(wikiId);
    await write(agent(wikiId), 'Lake', 'cold\n');
    await house().told(movePage, { path: 'Lake', newPath: 'Pond' }, person);
    await write(person, 'Pond', 'cold\ndeep\n');
    await house().told(deletePage, { path: 'Pond' }, person);
    await house().told(restorePage, { path: 'Pond' }, person);
    await write(agent(wikiId), 'Pond', 'cold\ndeep\nwet\n');
    const lines = ['claude-code: cold', 'ada: deep', 'claude-code: wet'];
    expect(await byLine(person, { path: 'Pond' })).toEqual(lines);
    await house().told(movePage, { path: 'Pond', newPath: 'Tarn' }, person);
    expect(await byLine(person, { path: 'Tarn' })).toEqual(lines);
  });

  it('ends at a page that was written anew where one had been deleted', async () => {
    const wikiId = await house().found();
    const person = house().person(wikiId);
    await write(agent(wikiId), 'Pond', 'cold\n');
    await house().told(deletePage, { path: 'Pond' }, person);
    await write(person, 'Pond', 'cold\n');
    expect(await byLine(person, { path: 'Pond' })).toEqual(['ada: cold']);
  });

  it('tells for each line by whom, through which agent, model and session, and when', async () => {
    const wikiId = await house().found();
    const person = house().person(wikiId);
    const first = await write(person, 'Pond', 'cold\ndeep\n');
    const second = await write(agent(wikiId), 'Pond', 'cold\nand wet\ndeep\n');
    const third = await write(person, 'Pond', 'cold\nand wet\nvery deep\n');
    const answer = await house().told(blamePage, { path: 'pond' }, person);
    expect(answer).toMatchObject({
      path: 'Pond',
      revision: third,
      total: 3,
      text: 'cold\nand wet\nvery deep\n',
      lines: [
        { start: 1, end: 1, change: 2 },
        { start: 2, end: 2, change: 1 },
        { start: 3, end: 3, change: 0 },
      ],
      changes: [
        { revision: third },
        { revision: second, actor: { kind: 'agent', accountId: bob, client: 'claude-code', model: 'opus', session: 'run-1' } },
        { revision: first },
      ],
    });
    expect(await byLine(person, { path: 'Pond', revision: second })).toEqual(['ada: cold', 'claude-code: and wet', 'ada: deep']);
    // What was found out before is used again.
    await write(agent(wikiId), 'Pond', 'cold\nand wet\nvery deep\nindeed\n');
    const expected = ['ada: cold', 'claude-code: and wet', 'ada: very deep', 'claude-code: indeed'];
    expect(await byLine(person, { path: 'Pond' })).toEqual(expected);
    expect(await byLine(person, { path: 'Pond' })).toEqual(expected);
  });

  it('comes in parts', async () => {
    const wikiId = await house().found();
    const person = house().person(wikiId);
    await write(person, 'Pond', '1\n2\n3\n4\n');
    await write(agent(wikiId), 'Pond', '1\n2\n3\n4\n5\n');
    expect(await house().told(blamePage, { path: 'Pond', from: 2, limit: 2 }, person)).toMatchObject({
      total: 5,
      text: '2\n3\n',
      lines: [{ start: 2, end: 3, change: 0 }],
      next: 4,
    });
    expect(await byLine(person, { path: 'Pond', from: 4 })).toEqual(['ada: 4', 'claude-code: 5']);
    expect(await house().told(blamePage, { path: 'Pond', from: 9 }, person)).toMatchObject({ text: '', lines: [], changes: [] });
  });

  it('follows a page to where it was before, unless that is hidden', async () => {
    const wikiId = await house().found();
    const person = house().person(wikiId);
    const text = 'one\ntwo\nthree\n';
    await write(person, 'Old', text);
    const moved = await house().ports.heads.move(agent(wikiId), wikiId, () =>
      Promise.resolve({
        ok: true,
        intent: 'move',
        message: 'Move Old to New',
        changes: [
          { path: 'Old.md', delete: true },
          { path: 'New.md', from: 'Old.md', content: Buffer.from(text.replace('two', '2')) },
        ],
        answer: ({ head }) => head,
      }),
    );
    expect(moved.ok).toBe(true);
    expect(await byLine(person, { path: 'New' })).toEqual(['ada: one', 'claude-code: 2', 'ada: three']);
    const reader = ruled(wikiId, [{ prefix: 'Old', access: 'none' }]);
    expect(await byLine(reader, { path: 'New' })).toEqual(['claude-code: one', 'claude-code: 2', 'claude-code: three']);
    expect((await house().told(blamePage, { path: 'New' }, reader)).changes).toMatchObject([{ message: '' }]);
  });

  it('leaves out the words of a change that also touched what is hidden', async () => {
    const wikiId = await house().found();
    const files = ['Open', 'Secret/Plan'].map((path) => ({ file: `${path}.md`, content: Buffer.from('x\n').toString('base64') }));
    await house().told(importFiles, { files, message: 'About the secret plan' }, house().person(wikiId));
    const { changes } = await house().told(blamePage, { path: 'Open' }, ruled(wikiId, [{ prefix: 'Secret', access: 'none' }]));
    expect(changes).toMatchObject([{ message: '' }]);
    expect((await house().told(blamePage, { path: 'Open' }, house().person(wikiId))).changes).toMatchObject([
      { message: 'About the secret plan' },
    ]);
  });

  it('says what lies further back than it looks', async () => {
    const wikiId = await house().found();
    const person = house().person(wikiId);
    const filler = `${'x'.repeat(1_000_000)}\n`;
    // Sixty-six million units in versions that share one line.
    await write(person, 'Huge', `first\n${filler}0\n`);
    for (let version = 1; version <= 68; version += 1) await write(person, 'Huge', `first\n${filler}${version}\n`);
    expect((await house().told(blamePage, { path: 'Huge' }, person)).lines).toMatchObject([
      { start: 1, end: 2, change: null },
      { start: 3, end: 3, change: 0 },
    ]);
  });

  it('is of no page that is not there, nor by a commit of another wiki', async () => {
    const [wikiId, other] = [await house().found(), await house().found()];
    const revision = await write(house().person(wikiId), 'Pond', 'x\n');
    const codeOf = async (asked: WikiId, data: { path: string; revision?: string }) => {
      const outcome = await house().ask(blamePage, data, house().person(asked));
      return outcome.ok ? 'ok' : outcome.refusal.code;
    };
    for (const path of [...ODD_PATHS, 'Never']) expect(await codeOf(wikiId, { path })).toBe('page.not-found');
    expect(await codeOf(other, { path: 'Home', revision })).toBe('revision.unknown');
  });
});
