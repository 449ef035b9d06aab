/** The requests that the kernel answers for every owner of streams: missing facts, and which streams there are. */
import type { FactEnvelope } from '@wikibot/contracts/define/envelope';
import type { AnswersUnit, Manifest } from '@wikibot/contracts/define/service';
import { vocabulary } from '@wikibot/contracts/define/service';
import { factsSince, listStreams, replayFacts } from '@wikibot/contracts/define/stream-requests';
import { streamKindOf } from '@wikibot/contracts/define/fact';
import { INLINE_BYTES } from '@wikibot/contracts/facts/wiki';
import { EVERY_VIEW } from './apply-fact.ts';
import { unknownStream } from './kernel-refusals.ts';
import { asJson } from './outgoing.ts';
import type { KernelPorts } from './ports.ts';
import type { Operation } from './table.ts';

const { answers } = vocabulary<KernelPorts>();

export const streamAnswers = (manifest: Manifest): readonly AnswersUnit[] => {
  const kinds = new Set(manifest.publishes.streams.map((stream) => stream.name));
  if (kinds.size === 0) return [];
  return [
    answers(factsSince(manifest.name), {
      load: async () => ({
        default: async ({ stream, after, limit }, _context, { events }) => {
          if (!kinds.has(streamKindOf(stream))) return unknownStream({ stream });
          const facts = await events.read(stream, after, limit);
          return { ok: true, answer: { facts: fitting(facts), head: await events.head(stream) }, token: {} };
        },
      }),
    }),
    answers(replayFacts(manifest.name), {
      load: async () => ({
        default: async ({ stream, after, view = EVERY_VIEW }, _context, ports) => {
          if (!kinds.has(streamKindOf(stream))) return unknownStream({ stream });
          const facts = fitting(await ports.events.read(stream, after, REPLAYED_AT_ONCE));
          await ports.table.write(facts.map((fact) => replayRow({ ...fact, replay: view }, ports)));
          return {
            ok: true,
            answer: { published: facts.length, upTo: facts.at(-1)?.sequence ?? after, head: await ports.events.head(stream) },
            token: {},
          };
        },
      }),
    }),
    answers(listStreams(manifest.name), {
      load: async () => ({
        default: async ({ kind, after, limit }, _context, { events }) => {
          if (!kinds.has(kind)) return unknownStream({ stream: kind });
          const page = await events.list(kind, limit, after);
          const streams = await Promise.all(page.streams.map(async (stream) => ({ stream, head: await events.head(stream) })));
          return { ok: true, answer: { streams, ...(page.next ? { next: page.next } : {}) }, token: {} };
        },
      }),
    }),
  ];
};

const REPLAYED_AT_ONCE = 50;

export const replayPartition = (stream: string): string => `replay#${stream}`;

/** A copy of the fact leaves by the outbox like any message; the stream itself stays as it is. */
const replayRow = (envelope: FactEnvelope, { ids, clock }: KernelPorts): Operation => ({
  put: {
    pk: replayPartition(envelope.stream),
    sk: ids.uuid(),
    expiresAt: Math.floor(clock.now() / 1000) + DAY_SECONDS,
    outgoing: asJson({ kind: 'message', envelope }),
  },
});
const DAY_SECONDS = 24 * 60 * 60;

/** As many of the first facts as an answer may carry, at least one. */
const fitting = <F>(facts: readonly F[]): F[] => {
  let bytes = 0;
  const count = facts.findIndex((fact) => (bytes += Buffer.byteLength(JSON.stringify(fact))) > INLINE_BYTES * 2);
  return facts.slice(0, count === -1 ? facts.length : Math.max(1, count));
};
