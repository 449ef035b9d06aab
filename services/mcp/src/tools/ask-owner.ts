import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerOf, InputOf, Request } from '@wikibot/contracts/define/request';
import { denialOf } from '@wikibot/platform/kernel/access';
import { issuesOf } from '@wikibot/platform/kernel/issues';
import { invalid } from '@wikibot/platform/kernel/kernel-refusals';
import type { Call } from './tool.ts';

interface AskedOwner<R extends Request> {
  readonly data: InputOf<R>;
  /** What counts as the same request. */
  readonly requestId?: string | undefined;
  /** Milliseconds that the answer may take; as long as the request declares unless told. */
  readonly patience?: number;
  /** A last reason not to ask, looked for when nothing else is in the way. */
  readonly unless?: () => Promise<Refused | undefined>;
}

/** Asks the service that owns the request, once the caller may cause it. */
export const askOwner = async <R extends Request>(call: Call, request: R, asked: AskedOwner<R>): Promise<Outcome<AnswerOf<R>>> => {
  const parsed = request.data.safeParse(asked.data);
  if (!parsed.success) return invalid({ issues: issuesOf(parsed.error) });
  const denial = denialOf(call.auth, { access: request.access, paths: request.paths(parsed.data), safe: request.safe });
  const refused = denial ?? (await asked.unless?.());
  if (refused) return refused;
  const { clock, ids } = call.ports;
  const deadline = clock.now() + Math.min(request.deadline * 1000, asked.patience ?? Infinity);
  return call.ports.ask(request, asked.data, { ...call.context, requestId: asked.requestId ?? ids.uuid(), deadline });
};
