import type { Actor } from '@wikibot/contracts/define/actor';

/**
 * The message of a commit, with trailers that say by which request it came, and through which agent a person acted (git-interpret-trailers(1)).
 * Every commit has them, so that the last paragraph is never the author's: nobody can say there what is not so.
 */
export const commitMessage = (message: string, actor: Actor, requestId: string): string => {
  const trailers = [...agentTrailers(actor), `Request: ${requestId}`];
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
