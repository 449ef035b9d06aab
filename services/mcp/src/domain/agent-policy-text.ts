/** What the owner lets agents change, as an agent is told before it tries. */
import { AgentAccess } from '@wikibot/contracts/facts/agent-policy';
import type { AgentPolicy } from '@wikibot/contracts/facts/agent-policy';

const MOST_NAMED = 12;

const named = (prefixes: readonly string[]): string =>
  `${prefixes.slice(0, MOST_NAMED).join(', ')}${prefixes.length > MOST_NAMED ? ` and ${prefixes.length - MOST_NAMED} more` : ''}`;

/** Whether there is any place where an agent may change something, be it by proposing. */
export const mayChangeSomething = ({ default: otherwise, rules }: AgentPolicy): boolean =>
  [otherwise, ...rules.map(({ access }) => access)].some((access) => access !== 'read-only');

const HERE: Readonly<Record<AgentAccess, string>> = {
  direct: '',
  propose: 'Agents only propose changes here: a person merges or declines them, and get_proposals shows what became of them.',
  'read-only': 'Agents may not change anything here.',
};

const BELOW: Readonly<Record<AgentAccess, string>> = {
  direct: 'They change pages directly at or below',
  propose: 'They only propose changes, for a person to merge (see get_proposals), at or below',
  'read-only': 'They may not change anything at or below',
};

/** Empty when agents may all that those may for whom they act. Folders that are closed to the reader are not named. */
export const policyLine = (policy: AgentPolicy | undefined, maySee: (path: string) => boolean): string => {
  if (!policy) return '';
  const others = policy.rules.filter(({ prefix, access }) => access !== policy.default && maySee(prefix));
  const below = AgentAccess.options.flatMap((access) => {
    const prefixes = others.filter((rule) => rule.access === access).map(({ prefix }) => prefix);
    return prefixes.length === 0 ? [] : [`${BELOW[access]}: ${named(prefixes)}.`];
  });
  return [HERE[policy.default], ...below].filter(Boolean).join(' ').replace(/^They/, 'Agents');
};
