/** What a wiki's policy lets agents do at the paths that a change touches. */
import type { AgentAccess, AgentPolicy, AgentRule } from '@wikibot/contracts/facts/agent-policy';
import { pageKey } from '@wikibot/platform/page/page-path';
import { shownPath } from '../shown-path.ts';

/** Of a wiki whose owner has said nothing: agents may what those may for whom they act. */
export const EVERYTHING: AgentPolicy = { default: 'direct', rules: [] };

/** Loose before strict. */
const STRICTNESS: readonly AgentAccess[] = ['direct', 'propose', 'read-only'];

export const stricter = (one: AgentAccess, other: AgentAccess): AgentAccess =>
  STRICTNESS.indexOf(one) >= STRICTNESS.indexOf(other) ? one : other;

/** The longest prefix wins, whichever rule comes first. */
export const accessAt = (policy: AgentPolicy, path: string): AgentAccess => {
  const key = pageKey(path);
  const fitting = policy.rules
    .map(({ prefix, access }) => ({ key: pageKey(prefix), access }))
    .filter((rule) => key === rule.key || key.startsWith(`${rule.key}/`));
  const longest = fitting.reduce<(typeof fitting)[number] | undefined>(
    (best, rule) => (best && best.key.length >= rule.key.length ? best : rule),
    undefined,
  );
  return longest?.access ?? policy.default;
};

/** The strictest that holds anywhere. */
export const strictestOf = (policy: AgentPolicy): AgentAccess => policy.rules.map(({ access }) => access).reduce(stricter, policy.default);

export interface Held {
  readonly access: AgentAccess;
  /** The first path at which it holds; none when the change touches nothing. */
  readonly path: string | undefined;
}

/** A change that touches several folders is held to the strictest of them: files by their place in the repository, old places of moved ones too. */
export const accessToFiles = (policy: AgentPolicy, files: Iterable<string>): Held => {
  let held: Held = { access: 'direct', path: undefined };
  for (const file of files) {
    const path = shownPath(file);
    const access = accessAt(policy, path);
    if (access !== held.access && stricter(access, held.access) === access) held = { access, path };
  }
  return held;
};

/** The first prefix that two rules name in any spelling: nobody could say which of them holds. */
export const prefixNamedTwice = (rules: readonly AgentRule[]): string | undefined => {
  const keys = rules.map(({ prefix }) => pageKey(prefix));
  return rules[keys.findIndex((key, index) => keys.indexOf(key) !== index)]?.prefix;
};

/** A prefix of nothing but slashes and dots would be no folder: the default says what holds everywhere. */
export const prefixOfNothing = (rules: readonly AgentRule[]): string | undefined =>
  rules.find(({ prefix }) => pageKey(prefix) === '')?.prefix;

export const isSamePolicy = (one: AgentPolicy, other: AgentPolicy): boolean => wordsOf(one) === wordsOf(other);

const wordsOf = (policy: AgentPolicy): string =>
  JSON.stringify([policy.default, ...policy.rules.map(({ prefix, access }) => [prefix, access])]);
