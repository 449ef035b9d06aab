/** Requests that whoever runs the product carries out inside, past all doors: as the system, or in the name of an account. */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { AnswerOf, InputOf, Request } from '@wikibot/contracts/define/request';
import { randomIds } from './ids.ts';
import type { Clock } from './ports.ts';
import type { ServiceRuntime } from './runtime.ts';

export type InsideCall = <R extends Request>(request: R, data: InputOf<R>, context?: Partial<Context>) => Promise<Outcome<AnswerOf<R>>>;

export interface InsideCallParts {
  /** @throws when no service owns a request of this name */
  readonly runtimeOf: (request: string) => ServiceRuntime;
  readonly clock: Clock;
}

export const insideCall = ({ runtimeOf, clock }: InsideCallParts): InsideCall => {
  const ids = randomIds(() => clock.now());
  return async <R extends Request>(request: R, data: InputOf<R>, over: Partial<Context> = {}) => {
    const runtime = runtimeOf(request.name);
    const unit = Object.values(runtime.manifest.units).find((one) => one.kind === 'answers' && one.request.name === request.name);
    if (unit?.kind !== 'answers') throw new Error(`${request.name} is not answered`);
    const requestId = ids.uuid();
    const deadline = clock.now() + request.deadline * 1000;
    const context: Context = {
      requestId,
      actor: { kind: 'system', name: 'host' },
      tenant: {},
      correlationId: requestId,
      deadline,
      ...over,
    };
    return (await runtime.requests.call(unit, { data, context })) as Outcome<AnswerOf<R>>; // the unit answers by the request's schema
  };
};
