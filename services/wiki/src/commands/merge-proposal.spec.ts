import { describe, expect, it } from '@jest/globals';
import { changesSince } from '@wikibot/contracts/requests/changes';
import { movePage } from '@wikibot/contracts/requests/moves';
import { deletePage } from '@wikibot/contracts/requests/pages';
import { listProposals, mergeProposal } from '@wikibot/contracts/requests/proposals';
import { listSessions, undoSession } from '@wikibot/contracts/requests/undo';
import { ada, bob } from '../test-house.ts';
import { useProposingHouse } from './proposing-house.fixture.ts';

const {
  house,
  person,
  agent,
  save,
  begin,
  wikiId,
  revisionOf,
  textOf,
  head,
  open,
  describe: describeOne,
  merge,
  idOf,
} = useProposingHouse();

describe('merging', () => {
  it('brings a proposal in as one change that names the person, the agent and the proposal', async () => {
    await begin({ Pond: 'Deep.\n' });
    const first = await save(['Pond', 'Deep.\n\nCold.\n'], agent('one'), await head());
    await save(['Reed', 'High.\n'], agent('one'));
    const merged = await merge(idOf(first), { comment: 'Well seen.' });
    expect(merged).toMatchObject({ ok: true, answer: { left: [], files: [{ path: 'Pond' }, { path: 'Reed' }] } });
    expect([await textOf('Pond'), await textOf('Reed')]).toEqual(['Deep.\n\nCold.\n', 'High.\n']);
    const last = (await house().facts(wikiId())).at(-1);
    expect(last).toMatchObject({
      actor: { kind: 'person', accountId: ada },
      data: { intent: 'merge', proposal: { id: idOf(first), agent: { client: 'claude-code', session: 'one', accountId: bob } } },
    });
    for await (const { message, author, committer } of house()
      .ports.repositories.open(wikiId())
      .log(await head(), 1)) {
      expect(message).toContain('Agent: claude-code\nAgent-Model: opus\nAgent-Session: one\n');
      expect(message).toContain(`Proposal: ${idOf(first)}\nMerged-By: ${ada}\n`);
      expect([author.email, committer.email].map((email) => email.split('@')[0])).toEqual([bob, ada]);
    }
    expect(await house().told(listProposals, { status: 'merged' }, person())).toMatchObject({
      proposals: [{ id: idOf(first), closing: { by: { accountId: ada }, reason: 'Well seen.', revision: await head(), left: 0 } }],
      open: 0,
    });
    expect(await merge(idOf(first))).toMatchObject({ refusal: { code: 'proposal.closed' } });
  });

  it('keeps what others have done since, and tells which files are outdated', async () => {
    await begin({ Pond: 'one\n\ntwo\n\nthree\n' });
    const proposed = await save(['Pond', 'ONE\n\ntwo\n\nthree\n'], agent('one'), await head());
    await save(['Pond', 'one\n\ntwo\n\nTHREE\n'], person(), await head());
    expect((await describeOne(idOf(proposed))).files).toMatchObject([{ path: 'Pond', outdated: true }]);
    expect((await open())[0]).toMatchObject({ outdated: true });
    expect(await merge(idOf(proposed))).toMatchObject({ ok: true });
    expect(await textOf('Pond')).toBe('ONE\n\ntwo\n\nTHREE\n');
  });

  it('answers a conflict page by page, and is done in one more call with the chosen texts', async () => {
    await begin({ Pond: 'one\n', Reed: 'one\n', Frog: 'one\n', Free: 'one\n' });
    const base = await head();
    for (const path of ['Pond', 'Reed', 'Frog', 'Free']) await save([path, 'of the agent\n'], agent('one'), base);
    for (const path of ['Pond', 'Reed']) await save([path, 'of a person\n'], person(), await head());
    await house().told(deletePage, { path: 'Frog' }, person());
    const [proposal] = await open();
    const id = proposal?.id ?? idOf({});
    const refused = await merge(id);
    const current = await head();
    expect(refused).toMatchObject({
      refusal: {
        code: 'proposal.conflict',
        detail: {
          current_revision: current,
          conflicts: [
            {
              path: 'Pond',
              reason: 'overlaps',
              conflict: { base: 'one\n', yours: 'of the agent\n', theirs: 'of a person\n', head: current },
            },
            { path: 'Reed', reason: 'overlaps' },
            { path: 'Frog', reason: 'deleted-since' },
          ],
        },
      },
    });
    const resolutions = [
      { path: 'Pond', content: 'of both\n' },
      { path: 'Reed', take: 'wiki' as const },
      { path: 'Frog', take: 'proposal' as const },
    ];
    expect(await merge(id, { resolutions, head: current })).toMatchObject({ ok: true, answer: { left: ['Reed'] } });
    expect([await textOf('Pond'), await textOf('Reed'), await textOf('Frog'), await textOf('Free')]).toEqual([
      'of both\n',
      'of a person\n',
      'of the agent\n',
      'of the agent\n',
    ]);
  });

  it('does not overwrite with a chosen text what came after the conflict was told', async () => {
    await begin({ Pond: 'one\n' });
    const proposed = await save(['Pond', 'of the agent\n'], agent('one'), await head());
    const { revision: seen } = await save(['Pond', 'of a person\n'], person(), await head());
    await save(['Pond', 'of a person, later\n'], person(), await head());
    const resolutions = [{ path: 'Pond', content: 'of both\n' }];
    const again = await merge(idOf(proposed), { resolutions, head: seen });
    expect(again).toMatchObject({
      refusal: { code: 'proposal.conflict', detail: { conflicts: [{ conflict: { theirs: 'of a person, later\n' } }] } },
    });
    expect(
      await house().ask(mergeProposal, { proposal: idOf(proposed), revision: proposed.revision, resolutions }, person()),
    ).toMatchObject({
      refusal: { code: 'request.invalid' },
    });
  });

  it('of chosen pages leaves the others and closes the proposal', async () => {
    await begin({ Pond: 'Deep.\n' });
    const proposed = await save(['Pond', 'Shallow.\n'], agent('one'), await head());
    await save(['Reed', 'High.\n'], agent('one'));
    expect(await merge(idOf(proposed), { pages: ['nowhere'] })).toMatchObject({ refusal: { code: 'proposal.no-such-page' } });
    expect(await merge(idOf(proposed), { pages: ['reed'] })).toMatchObject({ ok: true, answer: { left: ['Pond'] } });
    expect([await textOf('Pond'), await textOf('Reed')]).toEqual(['Deep.\n', 'High.\n']);
    expect(await open()).toEqual([]);
  });

  it('of a page that moved takes along what was written at its old place meanwhile', async () => {
    await begin({ Pond: 'one\n\ntwo\n\nthree\n' });
    const { proposal } = await house().told(movePage, { path: 'Pond', newPath: 'Lake' }, agent('one'));
    await save(['Lake', 'ONE\n\ntwo\n\nthree\n'], agent('one'), proposal?.revision);
    await save(['Pond', 'one\n\ntwo\n\nTHREE\n'], person(), await head());
    expect(await merge(idOf({ proposal }), { pages: ['Lake'] })).toMatchObject({ ok: true });
    expect([await textOf('Lake'), await textOf('Pond')]).toEqual(['ONE\n\ntwo\n\nTHREE\n', undefined]);
  });

  it('is refused when the proposal has grown since it was looked at', async () => {
    await begin();
    const proposed = await save(['Pond', 'Deep.\n'], agent('one'));
    const grown = await save(['Reed', 'High.\n'], agent('one'));
    const outcome = await house().ask(mergeProposal, { proposal: idOf(proposed), revision: proposed.revision }, person());
    expect(outcome).toMatchObject({ refusal: { code: 'proposal.extended', detail: { current_revision: grown.revision } } });
  });

  it('that is tried out shows what it would come to, and changes nothing', async () => {
    await begin();
    const proposed = await save(['Pond', 'Deep.\n'], agent('one'));
    const tried = await merge(idOf(proposed), { dryRun: true });
    expect(tried).toMatchObject({ ok: true, answer: { dryRun: true, files: [{ path: 'Pond', kind: 'added', hunks: [{}] }] } });
    expect(await open()).toHaveLength(1);
    expect(await textOf('Pond')).toBeUndefined();
  });

  it('is refused when the wiki says it all already', async () => {
    await begin();
    const proposed = await save(['Pond', 'Deep.\n'], agent('one'));
    await save(['Pond', 'Deep.\n'], person());
    expect(await merge(idOf(proposed))).toMatchObject({ refusal: { code: 'proposal.nothing-to-merge' } });
  });

  it('counts pages against the plan, which proposing does not', async () => {
    await begin();
    await house().grant(ada, { wikis: null, pagesPerWiki: 3, authorsPerWiki: null, gitPush: true });
    const proposed = await save(['Fourth', 'x'], agent('one'));
    expect(await merge(idOf(proposed))).toMatchObject({ refusal: { code: 'wiki.pages-limit' } });
    await house().grant(ada);
    expect(await merge(idOf(proposed))).toMatchObject({ ok: true });
  });

  it('leaves the session of the agent to be found and taken back', async () => {
    await begin({ Pond: 'Deep.\n' });
    const proposed = await save(['Pond', 'Deep.\n\nCold.\n'], agent('one'), await head());
    await merge(idOf(proposed));
    await save(['Pond', 'Very deep.\n\nCold.\n'], person(), await head());
    expect((await house().told(listSessions, {}, person())).sessions).toMatchObject([{ session: 'one', accountId: bob, pages: ['Pond'] }]);
    const told = await house().told(changesSince, { session: 'one' }, person());
    expect(told.changes).toMatchObject([{ intent: 'merge', actor: { kind: 'person' }, proposal: { agent: { session: 'one' } } }]);
    expect(await house().ask(undoSession, { session: 'one' }, person())).toMatchObject({ ok: false });
    await save(['Pond', 'Deep.\n\nCold.\n\nWet.\n'], person(), await head());
    expect(await house().told(undoSession, { session: 'one', skipConflicts: true }, person())).toMatchObject({ changes: 1 });
  });
});

it('a base that a page has had in a proposal is known after the merge', async () => {
  await begin({ Pond: 'one\n\ntwo\n' });
  const proposed = await save(['Pond', 'ONE\n\ntwo\n'], agent('one'), await revisionOf('Pond'));
  await merge(idOf(proposed));
  const next = await save(['Pond', 'ONE\n\nTWO\n'], agent('one'), proposed.revision);
  expect(next).toMatchObject({ outcome: 'proposed', proposal: { opened: true } });
});
