import * as z from 'zod';
import { FactEnvelope } from './envelope.ts';
import type { ServiceName } from './ids.ts';
import { defineRequest } from './request.ts';

/** Asked of the owner of a stream by whoever misses facts of it. Every service that publishes streams answers it. */
export const factsSince = (service: ServiceName) =>
  defineRequest(`${service}.FactsSince`, {
    meaning: `The facts of one stream of ${service} after a sequence, oldest first; fewer when they are large.`,
    access: 'system',
    safe: true,
    data: z.strictObject({
      stream: z.string(),
      after: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(100).default(50),
    }),
    answer: z.object({ facts: z.array(FactEnvelope), head: z.number().int().nonnegative() }),
  });

/**
 * Republishes what a stream holds, for views alone: reactions never see a replay. It always runs on to the head, in steps: ask again with
 * the answered `upTo` as `after` until it is the `head`. (One that stopped short would bring back what a later fact has deleted.) Whoever sends it twice replays twice, which changes nothing.
 */
export const replayFacts = (service: ServiceName) =>
  defineRequest(`${service}.ReplayFacts`, {
    meaning: `Publishes facts of one stream of ${service} again, marked as a replay, to every view or to one.`,
    access: 'system',
    safe: true,
    data: z.strictObject({
      stream: z.string(),
      after: z.number().int().nonnegative().default(0),
      view: z
        .string()
        .regex(/^[a-z]+\.[A-Za-z]+$/)
        .optional()
        .describe('`service.view`; every view that folds the stream unless told.'),
    }),
    answer: z.object({ published: z.number().int(), upTo: z.number().int(), head: z.number().int() }),
  });

/** Lists the streams a service owns, for rebuilding a view from the beginning. */
export const listStreams = (service: ServiceName) =>
  defineRequest(`${service}.ListStreams`, {
    meaning: `The streams of ${service} by name, with the sequence each has reached.`,
    access: 'system',
    safe: true,
    data: z.strictObject({ kind: z.string(), after: z.string().optional(), limit: z.number().int().min(1).max(1000).default(200) }),
    answer: z.object({ streams: z.array(z.object({ stream: z.string(), head: z.number().int() })), next: z.string().optional() }),
  });
