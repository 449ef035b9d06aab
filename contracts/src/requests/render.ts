import * as z from 'zod';
import { WikiId } from '../define/ids.ts';
import { defineRequest } from '../define/request.ts';

export const awaitRendered = defineRequest('render.AwaitRendered', {
  meaning: 'Answers once the pages of a wiki are rendered up to a sequence.',
  access: 'system',
  safe: true,
  data: z.strictObject({ wikiId: WikiId, sequence: z.number().int().positive() }),
  answer: z.object({ sequence: z.number().int() }),
});
