/** What the owner lets agents change, as an agent is told before it tries. */
import type { AgentPolicy } from '@wikibot/contracts/facts/agent-policy';

const MOST_NAMED = 12;

const named = (prefixes: readonly string[]): string =>
  `${prefixes.slice(0, MOST_NAMED).join(', ')}${prefixes.length > MOST_NAMED ? ` and ${prefixes.length - MOST_NAMED} more` : ''}`;

/** Whether there is any place where an agent may change something. */
export const mayChangeSomething = ({ default: otherwise, rules }: AgentPolicy): boolean =>
  otherwise === 'direct' || rules.some(({ access }) => access === 'direct');

/** Empty when agents may all that those may for whom they act. Folders that are closed to the reader are not named. */
export const policyLine = (policy: AgentPolicy | undefined, maySee: (path: string) => boolean): string => {
  if (!policy) return '';
  const others = policy.rules.filter(({ prefix, access }) => access !== policy.default && maySee(prefix)).map(({ prefix }) => prefix);
  if (policy.default === 'direct') return others.length === 0 ? '' : `Agents may not change anything at or below: ${named(others)}.`;
  return others.length === 0 ? 'Agents may not change anything here.' : `Agents may change pages only at or below: ${named(others)}.`;
};
