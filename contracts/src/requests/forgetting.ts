/** What is asked of every service when a wiki is deleted. */
import * as z from 'zod';
import { WikiId } from '../define/ids.ts';
import type { ServiceName } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';

/** May be asked again, and goes on where it was interrupted. */
export const forgetWiki = <S extends ServiceName>(service: S) =>
  defineRequest(`${service}.ForgetWiki`, {
    meaning: `Removes everything that ${service} has of a wiki, for good.`,
    access: 'system',
    deadline: 60,
    data: z.strictObject({ wikiId: WikiId }),
    answer: z.object({}),
  });
