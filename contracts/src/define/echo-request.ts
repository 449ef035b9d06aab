import * as z from 'zod';
import type { ServiceName } from './ids.ts';
import { defineRequest } from './request.ts';

/** What a service asks itself, to see that what it sends arrives: every service answers it. */
export const echo = (service: ServiceName) =>
  defineRequest(`${service}.Echo`, {
    meaning: `Nothing but an answer, for ${service} to see that what it sends comes back.`,
    access: 'system',
    safe: true,
    data: z.strictObject({}),
    answer: z.object({}),
  });
