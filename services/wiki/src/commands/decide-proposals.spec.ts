import { describe, expect, it } from '@jest/globals';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { savePage } from '@wikibot/contracts/requests/pages';
import { declineProposal, listProposals, readProposedPage, withdrawProposal } from '@wikibot/contracts/requests/proposals';
import { revertCommit } from '@wikibot/contracts/requests/undo';
import { ada } from '../test-house.ts';
import { PROPOSAL_LIMITS } from '../domain/proposing/proposal.ts';
import { useProposingHouse } from './proposing-house.fixture.ts';

const { house, person, agent, save, begin, open, describe: describeOne, merge, idOf } = useProposingHouse();

describe('agents', () => {
  it('merge and decline nothing, neither their own nor of others', async () => {
    await begin();
    const proposed = await save(['Pond', 'Deep.\n'], agent('one'));
    for (const context of [agent('one'), agent('two', ada)]) {
      expect(await merge(idOf(proposed), {}, context)).toMatchObject({ refusal: { code: 'proposal.person-only' } });
      expect(await house().ask(declineProposal, { proposal: idOf(proposed), reason: 'x' }, context)).toMatchObject({
        refusal: { code: 'proposal.person-only' },
      });
    }
    expect(await house().ask(withdrawProposal, { proposal: idOf(proposed) }, agent('two', ada))).toMatchObject({
      refusal: { code: 'proposal.not-yours' },
    });
  });

  it('begin anew after their proposal was declined, and read why', async () => {
    await begin();
    const first = await save(['Pond', 'Deep.\n'], agent('one'));
    await house().told(declineProposal, { proposal: idOf(first), revision: first.revision, reason: 'Not so deep.' }, person());
    expect((await describeOne(idOf(first), agent('one'))).proposal).toMatchObject({
      status: 'declined',
      closing: { reason: 'Not so deep.' },
    });
    const second = await save(['Pond', 'Shallow.\n'], agent('one'));
    expect(second.proposal).toMatchObject({ opened: true });
    expect(idOf(second)).not.toBe(idOf(first));
  });

  it('withdraw what they have proposed', async () => {
    await begin();
    const proposed = await save(['Pond', 'Deep.\n'], agent('one'));
    expect(await house().told(withdrawProposal, { proposal: idOf(proposed) }, agent('other session'))).toMatchObject({
      status: 'withdrawn',
    });
    expect(await open()).toEqual([]);
  });

  it('propose to take changes back apart from what else they propose', async () => {
    await begin();
    const { revision } = await save(['Pond', 'Deep.\n'], person());
    const proposed = await save(['Pond', 'Shallow.\n'], agent('one'), revision);
    const reverted = await house().told(revertCommit, { revision }, agent('one'));
    expect(reverted).toMatchObject({ outcome: 'proposed', proposal: { opened: true, files: 1 } });
    expect(idOf(reverted)).not.toBe(idOf(proposed));
    expect(idOf(await save(['Reed', 'High.\n'], agent('one')))).toBe(idOf(proposed));
  });
});

describe('whoever may not see a folder', () => {
  const rules = { pathRules: [{ prefix: 'Secret', access: 'none' as const }] };

  it('sees a proposal without it, or not at all', async () => {
    await begin();
    const both = await save(['Secret/Plan', 'Dig.\n'], agent('one'));
    await save(['Pond', 'Deep.\n'], agent('one'));
    const hidden = await save(['Secret/Other', 'Dig.\n'], agent('two'));
    const bound = person(ada, rules);
    const { proposals } = await house().told(listProposals, {}, bound);
    expect(proposals).toMatchObject([{ id: idOf(both), title: '', files: 1, paths: ['Pond'], lines: { added: 1, removed: 0 } }]);
    const told = await describeOne(idOf(both), bound);
    expect(JSON.stringify(told)).not.toContain('Secret');
    expect(JSON.stringify(told)).not.toContain('Plan');
    for (const ask of [
      house().ask(readProposedPage, { proposal: idOf(hidden), path: 'Pond' }, bound),
      merge(idOf(hidden), {}, bound),
      house().ask(declineProposal, { proposal: idOf(hidden), reason: 'x' }, bound),
    ])
      expect(await ask).toMatchObject({ refusal: { code: 'proposal.unknown' } });
    expect(await house().ask(readProposedPage, { proposal: idOf(both), path: 'Secret/Plan' }, bound)).toMatchObject({
      refusal: { code: 'page.not-found' },
    });
    expect(await merge(idOf(both), {}, bound)).toMatchObject({ refusal: { code: 'proposal.not-allowed', detail: { path: null } } });
  });

  it('merges nothing that touches a folder which they may only read', async () => {
    await begin();
    const proposed = await save(['Meta/Plan', 'Dig.\n'], agent('one'));
    const reader = person(ada, { pathRules: [{ prefix: 'Meta', access: 'read' }] });
    expect(await merge(idOf(proposed), {}, reader)).toMatchObject({
      refusal: { code: 'proposal.not-allowed', detail: { path: 'Meta/Plan' } },
    });
  });
});

describe('proposals are bounded', () => {
  it('in their files', async () => {
    await begin();
    const files = Array.from({ length: PROPOSAL_LIMITS.files + 1 }, (_, index) => ({ file: `Many/Page ${index}.md`, content: 'eA==' }));
    expect(await house().ask(importFiles, { files }, agent('one'))).toMatchObject({
      refusal: { code: 'proposal.too-large', detail: { what: 'files' } },
    });
    expect(await open()).toEqual([]);
    expect(await house().ask(importFiles, { files: files.slice(1) }, agent('one'))).toMatchObject({ ok: true });
    expect(await house().ask(savePage, { path: 'One more', content: 'x' }, agent('one'))).toMatchObject({
      refusal: { code: 'proposal.too-large' },
    });
  });

  it('in their number', async () => {
    await begin();
    for (let index = 0; index < PROPOSAL_LIMITS.open; index += 1) await save([`Page ${index}`, 'x'], agent(`session ${index}`));
    expect(await house().ask(savePage, { path: 'Other', content: 'x' }, agent('late'))).toMatchObject({
      refusal: { code: 'proposal.too-many' },
    });
    expect(await house().ask(savePage, { path: 'Other', content: 'x' }, agent('session 7'))).toMatchObject({ ok: true });
    const [some] = await open();
    await house().told(declineProposal, { proposal: some?.id ?? idOf({}), reason: 'x' }, person());
    expect(await house().ask(savePage, { path: 'Other', content: 'x' }, agent('late'))).toMatchObject({ ok: true });
  });

  it('and listed page by page, the latest first', async () => {
    await begin();
    for (const name of ['one', 'two', 'three']) await save([name, 'x'], agent(name));
    const first = await house().told(listProposals, { limit: 2 }, person());
    const rest = await house().told(listProposals, { limit: 2, cursor: first.next }, person());
    expect([...first.proposals, ...rest.proposals].flatMap(({ paths }) => paths)).toEqual(['three', 'two', 'one']);
    expect((await house().told(listProposals, { session: 'two' }, person())).proposals).toMatchObject([{ paths: ['two'] }]);
  });
});
