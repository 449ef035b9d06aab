import type { Actor } from '@wikibot/contracts/define/actor';
import { accountOf } from '@wikibot/contracts/define/actor';
import type { MergedProposal } from '@wikibot/contracts/facts/wiki';

/**
 * The message of a commit, with trailers that say by which request it came, and through which agent a person acted (git-interpret-trailers(1)).
 * Every commit has them, so that the last paragraph is never the author's: nobody can say there what is not so.
 */
export const commitMessage = (message: string, actor: Actor, requestId: string): string =>
  withTrailers(message, [...agentTrailers(actor), `Request: ${requestId}`]);

interface Merge {
  readonly merged: MergedProposal;
  /** Who merges. */
  readonly actor: Actor;
  readonly requestId: string;
}

/** A merged proposal names the agent that made it, and the person who let it in. */
export const mergeMessage = (message: string, { merged, actor, requestId }: Merge): string =>
  withTrailers(message, [
    ...agentTrailers(merged.agent),
    `Proposal: ${merged.id}`,
    `Merged-By: ${accountOf(actor) ?? actor.kind}`,
    `Request: ${requestId}`,
  ]);

const withTrailers = (message: string, trailers: readonly string[]): string => {
  // What an agent says of itself must stay on its own line.
  const lines = trailers.map((line) => line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '));
  return `${message.replace(DIVIDER, ' $&').trimEnd()}\n\n${lines.join('\n')}\n`.toWellFormed();
};

/** Where git takes a message to end and a patch to begin: behind such a line it would not look for trailers. */
const DIVIDER = /^---(?=\s|$)/gm;

const agentTrailers = (actor: Actor): readonly string[] => {
  if (actor.kind !== 'agent') return [];
  const { client, model, session } = actor;
  return [
    `Agent: ${client}`,
    ...(model === undefined ? [] : [`Agent-Model: ${model}`]),
    ...(session === undefined ? [] : [`Agent-Session: ${session}`]),
  ];
};
