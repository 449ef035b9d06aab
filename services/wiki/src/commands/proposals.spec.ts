import { describe, expect, it } from '@jest/globals';
import { deleteAttachment, saveAttachment } from '@wikibot/contracts/requests/attachments';
import { movePage } from '@wikibot/contracts/requests/moves';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { deletePage, editPage, pageHistory, savePage } from '@wikibot/contracts/requests/pages';
import { readProposedPage } from '@wikibot/contracts/requests/proposals';
import { ada } from '../test-house.ts';
import { useProposingHouse } from './proposing-house.fixture.ts';

const { house, person, agent, save, begin, wikiId, textOf, head, open, describe: describeOne, merge, idOf } = useProposingHouse();

describe('a change of an agent that may only propose', () => {
  it('does not move the head, and says that the page does not yet say so', async () => {
    await begin({ Pond: 'Deep.\n' });
    const before = await head();
    const answer = await save(['Pond', 'Deep.\n\nCold.\n'], agent('one'), before);
    expect(answer).toMatchObject({
      outcome: 'proposed',
      path: 'Pond',
      lines: { added: 2, removed: 0 },
      proposal: { opened: true, files: 1, lines: { added: 2, removed: 0 }, href: `api/v1/proposals/${answer.proposal?.id}` },
    });
    expect(await head()).toBe(before);
    expect(await textOf('Pond')).toBe('Deep.\n');
    expect((await house().facts(wikiId())).filter(({ name }) => name.startsWith('wiki.Proposal'))).toEqual([]);
    const facts = await house().ports.events.read(`proposals/${wikiId()}`, 0, 10);
    expect(facts.map(({ name, sequence }) => [name, sequence])).toEqual([['wiki.ProposalOpened', 1]]);
  });

  it('goes onto the open proposal of its session, and sees there what it proposed before', async () => {
    await begin({ Pond: 'Deep.\n' });
    const first = await save(['Pond', 'Deep.\n\nCold.\n'], agent('one'), await head());
    const second = await save(['Pond', 'Deep.\n\nCold and clear.\n'], agent('one'), first.revision);
    const third = await save(['Reed', 'High.\n'], agent('one'));
    expect([idOf(second), idOf(third)]).toEqual([idOf(first), idOf(first)]);
    expect([second.proposal?.opened, third.proposal?.files]).toEqual([false, 2]);
    const read = (path: string) => house().told(readProposedPage, { proposal: idOf(first), path }, agent('one'));
    expect(await read('pond')).toMatchObject({ content: 'Deep.\n\nCold and clear.\n', proposed: true, revision: third.revision });
    expect(await read('Home')).toMatchObject({ proposed: false });
    expect(await save(['Reed', 'High.\n'], agent('one'))).toMatchObject({ outcome: 'unchanged', proposal: { id: idOf(first) } });
  });

  it('of another session, another account or none is a proposal of its own', async () => {
    await begin();
    const answers = [await save(['A', 'a'], agent('one')), await save(['A', 'b'], agent('two')), await save(['A', 'c'], agent('one', ada))];
    expect(new Set(answers.map(idOf)).size).toBe(3);
    expect(await open()).toHaveLength(3);
  });

  it('is merged with the text that it is built on, or answered with the conflict, as a direct one is', async () => {
    await begin({ Pond: 'one\n\ntwo\n\nthree\n' });
    const base = await head();
    await save(['Pond', 'ONE\n\ntwo\n\nthree\n'], person(), base);
    const merged = await save(['Pond', 'one\n\ntwo\n\nTHREE\n'], agent('one'), base);
    expect(merged).toMatchObject({ outcome: 'proposed', content: 'ONE\n\ntwo\n\nTHREE\n' });
    const clash = await house().ask(savePage, { path: 'Pond', content: 'one\n\ntwo\n\ndrei\n', base }, agent('one'));
    expect(clash).toMatchObject({
      refusal: { code: 'page.conflict', detail: { current_revision: merged.revision, conflict: { head: merged.revision } } },
    });
    expect(await house().ask(savePage, { path: 'Pond', content: 'x' }, agent('one'))).toMatchObject({
      refusal: { code: 'page.revision-required', detail: { current_revision: merged.revision } },
    });
    const solved = await save(['Pond', 'ONE\n\ntwo\n\ndrei\n'], agent('one'), merged.revision);
    expect(idOf(solved)).toBe(idOf(merged));
  });

  it('takes what others have done meanwhile in pages that the proposal had not touched', async () => {
    await begin({ Pond: 'Deep.\n', Reed: 'High.\n' });
    await save(['Pond', 'Deep and cold.\n'], agent('one'), await head());
    await save(['Reed', 'High.\n\nGreen.\n'], person(), await head());
    const answer = await save(['Reed', 'High.\n\nGreen.\n\nWet.\n'], agent('one'), await head());
    const { files } = await describeOne(idOf(answer));
    expect(files.map(({ path, lines, outdated }) => [path, lines, outdated])).toEqual([
      ['Pond', { added: 1, removed: 1 }, undefined],
      ['Reed', { added: 2, removed: 0 }, undefined],
    ]);
  });

  it('takes effect at once where the agent may write, also while it has an open proposal', async () => {
    await begin();
    await save(['Pond', 'Deep.\n'], agent('one'));
    expect(await save(['Open/Desk', 'Here.\n'], agent('one'))).toMatchObject({ outcome: 'created' });
    expect(await textOf('Open/Desk')).toBe('Here.\n');
    const again = await house().told(
      editPage,
      { path: 'Open/Desk', base: await head(), oldString: 'Here', newString: 'There' },
      agent('one'),
    );
    expect(again.proposal).toBeUndefined();
  });

  it('is held to the strictest of all that it touches', async () => {
    await begin({ 'Open/Desk': 'See [[Pond]].\n', Pond: 'Deep.\n' });
    expect(await house().told(movePage, { path: 'Pond', newPath: 'Open/Pond' }, agent('one'))).toMatchObject({
      proposal: { opened: true },
    });
    expect(await house().ask(movePage, { path: 'Pond', newPath: 'Closed/Pond' }, agent('two'))).toMatchObject({
      refusal: { code: 'agent.read-only' },
    });
  });

  it('that is only tried out proposes nothing, and says so', async () => {
    await begin();
    const tried = await house().told(savePage, { path: 'Pond', content: 'Deep.\n', dryRun: true }, agent('one'));
    expect(tried).toMatchObject({ outcome: 'proposed', dryRun: true, proposal: { opened: true, files: 1 } });
    expect(tried.proposal?.id).toBeUndefined();
    expect(await open()).toEqual([]);
  });

  it('that is sent again changes nothing further', async () => {
    await begin();
    const context = agent('one');
    const [first, again] = [await save(['Pond', 'Deep.\n'], context), await save(['Pond', 'Deep.\n'], context)];
    expect([again.outcome, idOf(again)]).toEqual(['unchanged', idOf(first)]);
    expect((await open())[0]).toMatchObject({ commits: 1 });
  });

  it('may be any change: files, deletions, moves, imports', async () => {
    await begin({ Pond: 'Deep.\n', Reed: 'See [[Pond]].\n' });
    const file = { path: 'Pond', file: 'a.txt' };
    await house().told(saveAttachment, { ...file, content: Buffer.from('abc').toString('base64') }, person());
    const put = await house().told(saveAttachment, { ...file, file: 'b.txt', content: 'eA==' }, agent('one'));
    expect(put).toMatchObject({ outcome: 'proposed' });
    await house().told(deleteAttachment, file, agent('one'));
    await house().told(movePage, { path: 'Pond', newPath: 'Lake' }, agent('one'));
    await house().told(importFiles, { files: [{ file: 'New.md', content: 'eA==' }] }, agent('one'));
    await house().told(deletePage, { path: 'Home' }, agent('one'));
    const { files, proposal } = await describeOne(idOf(put));
    expect(files.map(({ kind, path, from }) => [kind, path, from])).toEqual([
      ['deleted', 'Pond/a.txt', undefined],
      ['moved', 'Lake', 'Pond'],
      ['added', 'Lake/b.txt', undefined],
      ['changed', 'Reed', undefined],
      ['added', 'New', undefined],
      ['deleted', 'Home', undefined],
    ]);
    expect(proposal).toMatchObject({ commits: 5, files: 6 });
    expect(await merge(proposal.id)).toMatchObject({ ok: true });
    expect(await textOf('Reed')).toBe('See [[Lake]].\n');
    expect(await textOf('Home')).toBeUndefined();
    expect((await house().told(pageHistory, { path: 'Lake' }, person())).history.map(({ intent }) => intent)).toEqual(['merge', 'save']);
  });
});
