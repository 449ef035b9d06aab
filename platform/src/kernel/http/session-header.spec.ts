import { describe, expect, it } from '@jest/globals';
import { ada } from '../ledger-fixture.ts';
import { notesHouse, owner, SAVE } from './notes-fixture.ts';

const agent = { ...owner, actor: { kind: 'agent', accountId: ada, client: 'claude-code' } as const };

/** Who has done what was done, as the fact has it. */
const actorAfter = async (headers: Readonly<Record<string, string>>, auth: typeof owner) => {
  const { knock, runtime } = notesHouse();
  const { status } = await knock(SAVE, { body: JSON.stringify({ text: 'x' }), headers, auth });
  const [fact] = await (await runtime.ports()).events.read('ledger/notes', 0, 1);
  return { status, actor: fact?.actor };
};

describe('the session of an agent over REST', () => {
  it('is the one that it names', async () => {
    expect(await actorAfter({ 'Wikibot-Session': 'run-1' }, agent)).toEqual({ status: 201, actor: { ...agent.actor, session: 'run-1' } });
  });

  it('is none without a name, and a person has none', async () => {
    expect((await actorAfter({}, agent)).actor).toEqual(agent.actor);
    expect((await actorAfter({ 'Wikibot-Session': 'run-1' }, owner)).actor).toEqual(owner.actor);
  });

  it.each(['two words', 'x'.repeat(61), 'ü'])('that cannot be one is refused rather than ignored: %.10s', async (odd) => {
    expect(await actorAfter({ 'Wikibot-Session': odd }, agent)).toEqual({ status: 422, actor: undefined });
  });
});
