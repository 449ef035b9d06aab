import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { AnswerOf, InputOf, Request } from '@wikibot/contracts/define/request';
import { denialOf } from '@wikibot/platform/kernel/access';
import { issuesOf } from '@wikibot/platform/kernel/issues';
import { invalid } from '@wikibot/platform/kernel/kernel-refusals';
import type { Call } from './tool.ts';

/** Asks the service that owns the request, once the caller may cause it; the request id decides what counts as the same request. */
export const askOwner = async <R extends Request>(
  call: Call,
  request: R,
  asked: { readonly data: InputOf<R>; readonly requestId?: string | undefined },
): Promise<Outcome<AnswerOf<R>>> => {
  const parsed = request.data.safeParse(asked.data);
  if (!parsed.success) return invalid({ issues: issuesOf(parsed.error) });
  const denial = denialOf(call.auth, { access: request.access, paths: request.paths(parsed.data), safe: request.safe });
  if (denial) return denial;
  const { clock, ids } = call.ports;
  const deadline = clock.now() + request.deadline * 1000;
  return call.ports.ask(request, asked.data, { ...call.context, requestId: asked.requestId ?? ids.uuid(), deadline });
};
