import type { Actor } from '@wikibot/contracts/define/actor';

/** The message of a commit, with trailers that say through which agent a person acted (git-interpret-trailers(1)). */
export const commitMessage = (message: string, actor: Actor, requestId: string): string => {
  if (actor.kind !== 'agent') return message.toWellFormed();
  const trailers = [
    `Agent: ${actor.client}`,
    ...(actor.model === undefined ? [] : [`Agent-Model: ${actor.model}`]),
    ...(actor.session === undefined ? [] : [`Agent-Session: ${actor.session}`]),
    `Request: ${requestId}`,
  ];
  // What an agent says of itself must stay on its own line.
  const lines = trailers.map((line) => line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '));
  return `${message.trimEnd()}\n\n${lines.join('\n')}\n`.toWellFormed();
};
