import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Context } from '@wikibot/contracts/define/context';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { describeAgentPolicy, setAgentPolicy } from '@wikibot/contracts/requests/agent-policy';
import { deleteAttachment, saveAttachment } from '@wikibot/contracts/requests/attachments';
import { movePage, restorePage } from '@wikibot/contracts/requests/moves';
import { importFiles } from '@wikibot/contracts/requests/imports';
import { deletePage, editPage, savePage } from '@wikibot/contracts/requests/pages';
import { editSection } from '@wikibot/contracts/requests/sections';
import { revertCommit, undoSession } from '@wikibot/contracts/requests/undo';
import { ada, useWikiHouse } from '../test-house.ts';

const house = useWikiHouse();
let wikiId: WikiId;

const agent = (over: Partial<Context> = {}): Context =>
  house().person(wikiId, ada, { actor: { kind: 'agent', accountId: ada, client: 'claude-code', session: 'one' }, ...over });
const person = (): Context => house().person(wikiId);

const CLOSED = { default: 'direct' as const, rules: [{ prefix: 'Meta', access: 'read-only' as const }] };
const headOf = async () => (await house().ports.wikis.get(wikiId))?.head;

let written: string;
beforeAll(async () => {
  wikiId = await house().found();
  await house().told(savePage, { path: 'Pond', content: 'See [[Meta/Reed]].\n' }, person());
  written = (await house().told(savePage, { path: 'Meta/Reed', content: '# Reed\n\nHigh.\n' }, agent())).revision;
  const saved = { path: 'Meta/Reed', file: 'a.txt', content: Buffer.from('a').toString('base64') };
  await house().told(saveAttachment, saved, person());
  await house().told(savePage, { path: 'Meta/Gone', content: 'Once.\n' }, agent());
  await house().told(deletePage, { path: 'Meta/Gone' }, person());
  await house().told(setAgentPolicy, CLOSED, person());
});

const file = { path: 'Meta/Reed', file: 'a.txt' };

describe('in a folder that is read-only to agents', () => {
  const changes = [
    ['saving', savePage, { path: 'Meta/New', content: 'x' }],
    ['saving over a page without a revision', savePage, { path: 'Meta/Reed', content: 'x' }],
    ['editing', editPage, { path: 'Meta/Reed', oldString: 'High', newString: 'Low' }],
    ['editing a section', editSection, { path: 'Meta/Reed', section: 'Reed', operation: 'append' as const, content: 'Low.' }],
    ['deleting', deletePage, { path: 'Meta/Reed' }],
    ['moving away', movePage, { path: 'Meta/Reed', newPath: 'Reed' }],
    ['moving in', movePage, { path: 'Pond', newPath: 'Meta/Pond' }],
    ['restoring', restorePage, { path: 'Meta/Gone' }],
    ['putting a file', saveAttachment, { ...file, file: 'b.txt', content: 'eA==' }],
    ['deleting a file', deleteAttachment, file],
    [
      'importing',
      importFiles,
      {
        files: [
          { file: 'Free.md', content: 'eA==' },
          { file: 'Meta/Bound.md', content: 'eA==' },
        ],
      },
    ],
    ['taking back its session', undoSession, { session: 'one' }],
  ] as const;

  it.each(changes)('%s is refused to an agent, which is told whom to ask', async (_what, request, data) => {
    const before = await headOf();
    const based = request === editPage || request === editSection ? { ...data, base: before } : data;
    const outcome = await house().ask(request, based as never, agent());
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'agent.read-only', kind: 'forbidden' } });
    expect(JSON.stringify(outcome)).toContain('Ask the owner of the wiki');
    expect(await headOf()).toBe(before);
  });

  it('reverting one of its changes is refused to an agent', async () => {
    expect(await house().ask(revertCommit, { revision: written }, agent())).toMatchObject({ refusal: { code: 'agent.read-only' } });
  });

  it('trying out is refused as the change would be', async () => {
    const outcome = await house().ask(savePage, { path: 'Meta/New', content: 'x', dryRun: true }, agent());
    expect(outcome).toMatchObject({ refusal: { code: 'agent.read-only', detail: { path: 'Meta/New' } } });
  });

  it('a move elsewhere is refused when links in it would follow', async () => {
    await house().told(savePage, { path: 'Meta/Linking', content: 'See [[Heron]].\n' }, person());
    await house().told(savePage, { path: 'Heron', content: 'Grey.\n' }, person());
    const outcome = await house().ask(movePage, { path: 'Heron', newPath: 'Bird' }, agent());
    expect(outcome).toMatchObject({ refusal: { code: 'agent.read-only', detail: { path: 'Meta/Linking' } } });
    expect(await house().ask(movePage, { path: 'Heron', newPath: 'Bird' }, person())).toMatchObject({ ok: true });
  });

  it('a person goes on, and so does the agent elsewhere', async () => {
    expect(await house().ask(savePage, { path: 'Meta/Mine', content: 'x' }, person())).toMatchObject({ ok: true });
    expect(await house().ask(savePage, { path: 'Free', content: 'x' }, agent())).toMatchObject({ ok: true });
  });
});

describe('the policy', () => {
  it('is told up front, for the wiki and for a path', async () => {
    expect(await house().told(describeAgentPolicy, {}, agent())).toMatchObject({
      policy: CLOSED,
      access: 'direct',
      strictest: 'read-only',
    });
    expect(await house().told(describeAgentPolicy, { path: 'meta/reed' }, agent())).toMatchObject({
      access: 'read-only',
      path: 'meta/reed',
    });
  });

  it('names no folder that is closed to whoever asks', async () => {
    const told = await house().told(describeAgentPolicy, {}, agent({ pathRules: [{ prefix: 'Meta', access: 'none' }] }));
    expect(told).toMatchObject({ policy: { default: 'direct', rules: [] }, strictest: 'direct' });
  });

  it('is for persons to set, not for an agent of the owner', async () => {
    const outcome = await house().ask(setAgentPolicy, { default: 'direct' }, agent());
    expect(outcome).toMatchObject({ refusal: { code: 'agent.policy-by-person', kind: 'forbidden' } });
  });

  it.each([
    ['agent.rule-twice', ['Meta', 'meta/']],
    ['agent.rule-for-nothing', ['/']],
  ])('is refused as %s when nobody could keep it', async (code, prefixes) => {
    const rules = prefixes.map((prefix) => ({ prefix, access: 'read-only' as const }));
    expect(await house().ask(setAgentPolicy, { default: 'direct', rules }, person())).toMatchObject({ refusal: { code } });
  });

  it('is a fact once it changes, and none when it is set again', async () => {
    const policyFacts = async () => (await house().facts(wikiId)).filter(({ name }) => name === 'wiki.AgentPolicySet').length;
    const before = await policyFacts();
    await house().told(setAgentPolicy, CLOSED, person());
    expect(await policyFacts()).toBe(before);
    await house().told(setAgentPolicy, { default: 'read-only' }, person());
    expect(await policyFacts()).toBe(before + 1);
    expect(await house().ask(savePage, { path: 'Anywhere', content: 'x' }, agent())).toMatchObject({
      refusal: { code: 'agent.read-only' },
    });
    await house().told(setAgentPolicy, CLOSED, person());
  });
});
