/**
 * What whoever runs a world may ask of it. Never served beside the public doors: on one machine behind a socket that only the owner of the
 * data folder can open, as `POST /<name>` with the input as JSON.
 */
import * as z from 'zod';
import { ViewContent } from '../define/content-requests.ts';
import { WikiId } from '../define/ids.ts';
import { operateReindex, queueReindex } from '../requests/reindex.ts';
import { describeHead } from '../requests/wiki-care.ts';
import { WikiStatus } from '../requests/wikis.ts';

const count = z.number().int().nonnegative();
const milliseconds = z.number().nonnegative();
const instant = z.number().describe('Epoch milliseconds.');
/** `search.chunks` */
export const ViewName = z.string().regex(/^[a-z]+\.[A-Za-z]+$/, 'a view is named service.view, e.g. search.chunks');

const door = <I extends z.ZodType, A extends z.ZodType>(meaning: string, input: I, answer: A) => ({ meaning, input, answer });
const nothing = z.strictObject({});
const ofWiki = z.strictObject({ wikiId: WikiId });

export const operatorDoors = {
  'describe-host': door(
    'Which host this is.',
    nothing,
    z.object({ url: z.string().describe('Where this machine reaches it.'), owner: z.string(), process: z.number().int() }),
  ),
  'make-sign-in-link': door('A link that signs the owner in once.', nothing, z.object({ url: z.string(), minutes: z.number().int() })),
  'describe-health': door(
    'How the host does.',
    nothing,
    z.object({
      url: z.string(),
      owner: z.string(),
      process: z.number().int(),
      started: instant,
      memory: count.describe('Bytes the process has in memory.'),
      services: z.array(
        z.object({
          name: z.string(),
          views: z.array(
            z.object({
              name: ViewName,
              facts: count.describe('How many facts of late the lags are of.'),
              lag: z.object({ median: milliseconds, slowest: milliseconds }).optional(),
            }),
          ),
        }),
      ),
      queues: z.array(z.object({ subscriber: z.string(), waiting: count, oldest: instant })),
      deadLetters: count,
      sagas: z.array(z.object({ saga: z.string(), id: z.string(), started: instant, at: z.array(z.string()) })),
    }),
  ),
  'list-wikis': door(
    'All wikis there are, with cursor.',
    z.strictObject({ after: z.string().optional() }),
    z.object({
      wikis: z.array(z.object({ id: WikiId, address: z.string(), status: WikiStatus, sequence: count })),
      next: z.string().optional(),
    }),
  ),
  'describe-wiki': door(
    'What the repository and every view have of a wiki.',
    ofWiki,
    z.object({
      head: describeHead.answer,
      views: z.array(ViewContent),
      silent: z.array(z.object({ service: z.string(), reason: z.string() })),
    }),
  ),
  'repair-wiki': door('Brings every view of a wiki up to its stream, and its branch to its head.', ofWiki, z.object({})),
  'queue-reindex': door('Has one wiki, or all of them, indexed anew.', queueReindex.data, queueReindex.answer),
  'operate-reindex': door('Looks at the indexing of a wiki, pauses, resumes or cancels it.', operateReindex.data, operateReindex.answer),
  'list-views': door(
    'The views of all services, and the kinds of streams that each folds.',
    nothing,
    z.object({ views: z.array(z.object({ name: ViewName, streams: z.array(z.string()) })) }),
  ),
  'list-streams': door(
    'The streams of one kind, with cursor.',
    z.strictObject({ kind: z.string(), after: z.string().optional() }),
    z.object({ streams: z.array(z.object({ stream: z.string(), head: count })), next: z.string().optional() }),
  ),
  'replay-facts': door(
    'Publishes some facts of a stream again, for all views or one; go on at `upTo` until it is `head`.',
    z.strictObject({ stream: z.string(), after: count, view: ViewName.optional() }),
    z.object({ published: count, upTo: count, head: count }),
  ),
  'list-dead-letters': door(
    'Messages that were given up on, newest first.',
    nothing,
    z.object({
      letters: z.array(
        z.object({
          id: z.number().int(),
          subscriber: z.string(),
          name: z.string(),
          messageId: z.string(),
          correlationId: z.string(),
          attempts: count,
          died: instant,
          reason: z.string(),
        }),
      ),
    }),
  ),
  'redrive-dead-letter': door(
    'Puts a dead letter back into its queue.',
    z.strictObject({ id: z.number().int() }),
    z.object({ redriven: z.boolean() }),
  ),
} as const;

export type OperatorDoors = typeof operatorDoors;
export type DoorName = keyof OperatorDoors;
export type DoorInput<N extends DoorName> = z.infer<OperatorDoors[N]['input']>;
export type DoorAnswer<N extends DoorName> = z.infer<OperatorDoors[N]['answer']>;
