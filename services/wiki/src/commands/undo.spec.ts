import { describe, expect, it } from '@jest/globals';
import type { Context } from '@wikibot/contracts/define/context';
import type { AccountId, WikiId } from '@wikibot/contracts/define/ids';
import type { InputOf } from '@wikibot/contracts/define/request';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import { saveAttachment } from '@wikibot/contracts/requests/attachments';
import { deletePage, readPage, savePage } from '@wikibot/contracts/requests/pages';
import { revertCommit, undoSession } from '@wikibot/contracts/requests/undo';
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

const textOf = async (wikiId: WikiId, path: string): Promise<string | undefined> => {
  const outcome = await house().ask(readPage, { path }, house().person(wikiId));
  return outcome.ok ? outcome.answer.content : undefined;
};

const undo = (context: Context, data: InputOf<typeof undoSession>) => house().told(undoSession, data, context);
const POND = 'cold\n\ndeep\n\ngreen\n\nstill\n';

describe('reverting a change', () => {
  it('takes back what it did and keeps what came later, as one change', async () => {
    const wikiId = await house().found();
    const person = house().person(wikiId);
    await write(person, 'Pond', POND);
    const revision = await write(person, 'Pond', POND.replace('deep', 'shallow'));
    await write(person, 'Pond', POND.replace('deep', 'shallow').replace('still', 'loud'));
    const before = (await house().facts(wikiId)).length;
    const answer = await house().told(revertCommit, { revision: revision.slice(0, 10) }, person);
    expect(answer).toMatchObject({
      outcome: 'undone',
      changes: 1,
      files: [{ path: 'Pond', kind: 'changed', lines: { added: 1, removed: 1 } }],
      total: 1,
      conflicts: [],
    });
    expect(await textOf(wikiId, 'Pond')).toBe(POND.replace('still', 'loud'));
    const facts = await house().facts(wikiId);
    expect(facts).toHaveLength(before + 1);
    expect(facts.at(-1)).toMatchObject({ data: { head: answer.revision, intent: 'revert' } });
    expect(JSON.stringify(facts.at(-1)?.data)).toContain(`This reverts commit ${revision}.`);
    expect(await house().told(revertCommit, { revision: answer.revision }, person)).toMatchObject({ outcome: 'undone' });
    expect(await textOf(wikiId, 'Pond')).toBe(POND.replace('deep', 'shallow').replace('still', 'loud'));
  });

  it('is refused with all that is needed to solve it where later changes touch the same lines', async () => {
    const wikiId = await house().found();
    const person = house().person(wikiId);
    await write(person, 'Pond', POND);
    const revision = await write(person, 'Pond', POND.replace('deep', 'shallow'));
    const head = await write(person, 'Pond', POND.replace('deep', 'not so deep'));
    expect(await house().ask(revertCommit, { revision }, person)).toMatchObject({
      ok: false,
      refusal: {
        code: 'undo.conflict',
        kind: 'conflict',
        detail: {
          undoable: 0,
          current_revision: head,
          conflicts: [
            {
              path: 'Pond',
              reason: 'overlaps',
              conflict: { head, base: POND.replace('deep', 'shallow'), yours: POND, theirs: POND.replace('deep', 'not so deep') },
            },
          ],
        },
      },
    });
    expect(await house().told(revertCommit, { revision, skipConflicts: true }, person)).toMatchObject({
      outcome: 'unchanged',
      revision: head,
      conflicts: [{ path: 'Pond' }],
    });
  });

  it('shows what it would do when it is only tried out, and stores nothing', async () => {
    const wikiId = await house().found();
    const person = house().person(wikiId);
    const revision = await write(person, 'Pond', POND);
    const tried = await house().told(revertCommit, { revision, dryRun: true }, person);
    expect(tried).toMatchObject({ dryRun: true, outcome: 'undone', revision, files: [{ path: 'Pond', kind: 'deleted' }] });
    expect(tried.files[0]?.hunks?.[0]?.lines.map(({ kind }) => kind)).toEqual(Array.from({ length: 7 }, () => 'removed'));
    expect(await textOf(wikiId, 'Pond')).toBe(POND);
    expect(await house().told(revertCommit, { revision }, person)).toMatchObject({ outcome: 'undone' });
    expect(await textOf(wikiId, 'Pond')).toBeUndefined();
  });

  it('brings files back byte for byte', async () => {
    const wikiId = await house().found();
    const person = house().person(wikiId);
    await write(person, 'Pond', POND);
    const bytes = Buffer.from([0, 255, 1, 254]);
    const file = { path: 'Pond', file: 'a.bin' };
    const first = await house().told(saveAttachment, { ...file, content: bytes.toString('base64') }, person);
    const second = await house().told(saveAttachment, { ...file, content: 'AAAA', base: first.revision }, person);
    expect(await house().told(revertCommit, { revision: second.revision }, person)).toMatchObject({
      files: [{ path: 'Pond/a.bin', page: false, kind: 'changed', binary: true }],
    });
    const head = (await house().ports.wikis.get(wikiId))?.head;
    const found = head ? await house().ports.archive.fileAt(wikiId, head, 'Pond/a.bin') : undefined;
    expect(Buffer.from(found?.content ?? [])).toEqual(bytes);
  });

  it('knows the changes of this wiki only', async () => {
    const [wikiId, other] = [await house().found(), await house().found()];
    const revision = await write(house().person(wikiId), 'Pond', POND);
    expect(await house().ask(revertCommit, { revision }, house().person(other))).toMatchObject({ refusal: { code: 'revision.unknown' } });
  });
});

describe('undoing a session of an agent', () => {
  it('takes back all that it did on several pages as one change, and keeps what people did meanwhile and later', async () => {
    const wikiId = await house().found();
    const person = house().person(wikiId);
    for (const path of ['Pond', 'Reed', 'Frog']) await write(person, path, POND);
    const session = agent(wikiId, 'run-1');
    await write(session, 'Pond', POND.replace('cold', 'warm'));
    await write(person, 'Pond', POND.replace('cold', 'warm').replace('green', 'blue'));
    await write(session, 'Pond', POND.replace('cold', 'hot').replace('green', 'blue'));
    await write(session, 'New', 'made by the agent\n');
    await house().told(deletePage, { path: 'Frog' }, session);
    await write(agent(wikiId, 'run-2'), 'Reed', POND.replace('cold', 'other session'));
    const before = (await house().facts(wikiId)).length;
    const answer = await undo(person, { session: 'run-1' });
    expect(answer).toMatchObject({ outcome: 'undone', changes: 4, total: 3, conflicts: [] });
    expect(answer.files.map(({ path, kind }) => [path, kind]).toSorted()).toEqual([
      ['Frog', 'added'],
      ['New', 'deleted'],
      ['Pond', 'changed'],
    ]);
    expect(await house().facts(wikiId)).toHaveLength(before + 1);
    expect((await house().facts(wikiId)).at(-1)).toMatchObject({ data: { intent: 'undo' } });
    expect(await textOf(wikiId, 'Pond')).toBe(POND.replace('green', 'blue'));
    expect(await textOf(wikiId, 'Frog')).toBe(POND);
    expect(await textOf(wikiId, 'New')).toBeUndefined();
    expect(await textOf(wikiId, 'Reed')).toBe(POND.replace('cold', 'other session'));
    expect(await undo(person, { session: 'run-1' })).toMatchObject({ outcome: 'unchanged', total: 0 });
  });

  it('may be asked for by the agent itself, within the session, and again after more work', async () => {
    const wikiId = await house().found();
    const session = agent(wikiId, 'own');
    await write(house().person(wikiId), 'Pond', POND);
    await write(session, 'Pond', POND.replace('cold', 'warm'));
    expect(await undo(session, { session: 'own' })).toMatchObject({ outcome: 'undone' });
    expect(await undo(session, { session: 'own' })).toMatchObject({ outcome: 'unchanged' });
    await write(session, 'Pond', POND.replace('deep', 'shallow'));
    expect(await undo(session, { session: 'own' })).toMatchObject({ outcome: 'undone' });
    expect(await textOf(wikiId, 'Pond')).toBe(POND);
  });

  it('undoes the rest when told to, and names what it leaves', async () => {
    const wikiId = await house().found();
    const person = house().person(wikiId);
    const session = agent(wikiId, 'mixed');
    await write(session, 'Mine', 'made\n');
    await write(session, 'Used', 'made\n');
    await write(person, 'Used', 'made\nand used\n');
    const refused = await house().ask(undoSession, { session: 'mixed' }, person);
    expect(refused).toMatchObject({
      refusal: { code: 'undo.conflict', detail: { undoable: 1, conflicts: [{ path: 'Used', reason: 'edited-since' }] } },
    });
    expect(await textOf(wikiId, 'Mine')).toBe('made\n');
    expect(await undo(person, { session: 'mixed', skipConflicts: true })).toMatchObject({
      outcome: 'undone',
      files: [{ path: 'Mine', kind: 'deleted' }],
      conflicts: [{ path: 'Used', reason: 'edited-since' }],
    });
    expect([await textOf(wikiId, 'Mine'), await textOf(wikiId, 'Used')]).toEqual([undefined, 'made\nand used\n']);
  });

  it('needs the right to write all that it touched, and names nothing that is hidden', async () => {
    const wikiId = await house().found();
    const session = agent(wikiId, 'secret-run');
    await write(session, 'Open', 'x\n');
    await write(session, 'Secret/Plan', 'x\n');
    await write(agent(wikiId, 'all-secret'), 'Secret/Plan', 'y\n');
    const attempt = async (name: string, rules: readonly PathRule[]) => {
      const outcome = await house().ask(undoSession, { session: name }, ruled(wikiId, rules));
      return outcome.ok ? outcome.answer.outcome : [outcome.refusal.code, outcome.refusal.message];
    };
    const hidden = await attempt('secret-run', [{ prefix: 'Secret', access: 'none' }]);
    expect(hidden).toEqual(['undo.not-allowed', 'It touched pages that are closed to you.']);
    expect(await attempt('secret-run', [{ prefix: 'Secret', access: 'read' }])).toEqual([
      'undo.not-allowed',
      'It touched Secret/Plan, which you may not write.',
    ]);
    const unknown = await attempt('all-secret', [{ prefix: 'Secret', access: 'none' }]);
    expect(unknown).toEqual([(await attempt('never', []))[0], 'No agent changed this wiki in a session all-secret.']);
    expect(await textOf(wikiId, 'Secret/Plan')).toBe('y\n');
  });

  it('is told apart by the account that the agent acts for', async () => {
    const wikiId = await house().found();
    const [adas, bobs] = [agent(wikiId, 'same'), agent(wikiId, 'same', bob)];
    await write(adas, 'A', 'x\n');
    await write(bobs, 'B', 'x\n');
    const person = house().person(wikiId);
    expect(await house().ask(undoSession, { session: 'same' }, person)).toMatchObject({ refusal: { code: 'session.ambiguous' } });
    expect(await undo(person, { session: 'same', by: bob })).toMatchObject({ files: [{ path: 'B' }], total: 1 });
    expect(await textOf(wikiId, 'A')).toBe('x\n');
  });
});
