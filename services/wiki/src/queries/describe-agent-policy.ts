import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { describeAgentPolicy } from '@wikibot/contracts/requests/agent-policy';
import { accessAt, EVERYTHING, strictestOf } from '../domain/policy/agent-access.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { readerOf } from './reader.ts';

/** From the wiki as it stands, so that what was set is told at once. */
const slice: AnswerSlice<typeof describeAgentPolicy, Ports> = async ({ path }, context, ports) => {
  const reader = readerOf(context);
  const wiki = reader && (await ports.wikis.get(reader.wikiId));
  if (!reader || !wiki) return refusals['wiki.not-found']({});
  const whole = wiki.agentPolicy ?? EVERYTHING;
  const policy = { default: whole.default, rules: whole.rules.filter(({ prefix }) => reader.maySee(prefix)) };
  const answer = {
    policy,
    access: path === undefined ? policy.default : accessAt(whole, path),
    strictest: strictestOf(policy),
    ...present({ path, owner: await ports.names.of(wiki.ownerId) }),
  };
  return { ok: true, answer, token: {} };
};

export default slice;
