/** REST of changes, below `/{owner}/{wiki}/api/v1`: a list for whoever asks, and a stream of events for whoever accepts `text/event-stream`. */
import * as z from 'zod';
import { Instant } from '../define/ids.ts';
import { present } from '../define/present.ts';
import { defineRoute } from '../define/route.ts';
import type { ListedChange } from '../requests/changes.ts';
import { byWhom } from '../requests/pages.ts';
import { changesSince, MOST_WAIT } from '../requests/changes.ts';
import { ChangeBody, changeBody } from './pages.ts';

/** A change as REST and webhooks tell of it. */
export const ChangeEntry = ChangeBody.extend({
  pages_affected: z.array(z.string()),
  files_affected: z.array(z.string()).describe('Images and attachments, by their place in the repository.'),
  more_affected: z.number().optional().describe('So many more pages and files than are named.'),
}).meta({ id: 'ChangeEntry' });

export const entryOf = ({ pages, files, more, ...change }: ListedChange): z.infer<typeof ChangeEntry> =>
  present({ ...changeBody(change), pages_affected: pages, files_affected: files, more_affected: more });

const number = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const Sequence = z.string().regex(/^[0-9]{1,12}$/);

const since = z
  .union([Sequence, Instant], { error: 'is a sequence, or a time such as 2026-11-23T10:00:00Z' })
  .optional()
  .describe('Only what came after this sequence, or at this time and later.');

const sinceOf = (text: string | undefined) => {
  if (text === undefined) return {};
  return Sequence.safeParse(text).success ? { since: Number(text) } : { sinceTime: text };
};

export const changesRoute = defineRoute('GET /{owner}/{wiki}/api/v1/changelog', changesSince, {
  summary: 'The latest changes, or those since a cursor or a time; waits for one if told to, and streams them as server-sent events',
  query: z.strictObject({
    since,
    before: number(1, 1e12).optional(),
    prefix: z.string().optional(),
    ...byWhom,
    wait: number(0, MOST_WAIT).optional(),
    limit: number(1, 200).default(50),
  }),
  response: z.object({
    entries: z.array(ChangeEntry),
    total: z.number(),
    head: z.number(),
    truncated: z.boolean(),
    next: z.number().optional(),
  }),
  input: ({ query: { since: from, ...query } }) => present({ ...query, ...sinceOf(from) }),
  respond: ({ changes, ...rest }) => ({ status: 200, body: { entries: changes.map(entryOf), total: changes.length, ...rest } }),
  follow: {
    first: ({ before: _before, ...data }, lastEventId) => ({
      ...data,
      wait: 0,
      ...(lastEventId === undefined ? {} : { since: sequenceOf(lastEventId) }),
    }),
    next: ({ before: _before, ...data }, place) => ({ ...data, wait: MOST_WAIT, since: sequenceOf(place) }),
    events: ({ changes }) => changes.map((change) => ({ id: String(change.sequence), event: 'change', data: entryOf(change) })),
    place: ({ head }) => String(head),
  },
});

/** What is no sequence is refused as no number is one. */
const sequenceOf = (place: string): number => (Sequence.safeParse(place).success ? Number(place) : NaN);
