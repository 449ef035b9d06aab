/** When a wiki may be deleted, and what comes of it. */
import type { NewFact } from '@wikibot/contracts/define/fact';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { wikiStream } from '@wikibot/contracts/facts/wiki';
import { lifeRefusals } from './life-refusals.ts';
import { refusals } from '../refusals.ts';
import { notOffered } from './transfer.ts';
import type { Wiki } from './wiki.ts';

/** Seven days, in which the owner can bring it back; the saga waits as long. */
export const GRACE_MS = 7 * 24 * 60 * 60 * 1000;

export interface Begun {
  readonly ok: true;
  readonly wiki: Wiki;
  readonly facts: readonly NewFact<(typeof wikiStream)['facts'][number]>[];
  /** The run of the saga that is to be started. */
  readonly starts?: string;
}

interface Asked {
  readonly id: string;
  readonly now: boolean;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** Asked for again, it stays as it was; without the wait, the wait that is under way ends. */
export const begun = (wiki: Wiki, asked: Asked): Begun | Refused => {
  if (wiki.status === 'deleting' && wiki.deletion) return hurried(wiki, asked);
  if (wiki.status !== 'active' && wiki.status !== 'archived') return refusals['wiki.not-ready']({ status: wiki.status });
  const until = new Date(asked.time + (asked.now ? 0 : GRACE_MS)).toISOString();
  const deletion = { id: asked.id, until, was: wiki.status, ...(asked.now ? { isFinal: true as const } : {}) };
  const data = { wikiId: wiki.id };
  const kept = notOffered(wiki);
  return {
    ok: true,
    wiki: { ...kept.wiki, status: 'deleting', deletion },
    facts: [
      ...kept.facts,
      { name: 'wiki.DeletionBegun', data: { ...data, until } },
      ...(asked.now ? [{ name: 'wiki.GraceEnded' as const, data }] : []),
    ],
    starts: asked.id,
  };
};

const hurried = (wiki: Wiki, { now, time }: Asked): Begun => {
  const { deletion } = wiki;
  if (!now || !deletion || deletion.isFinal) return { ok: true, wiki, facts: [] };
  const ended = { ...deletion, until: new Date(time).toISOString(), isFinal: true as const };
  return { ok: true, wiki: { ...wiki, deletion: ended }, facts: [{ name: 'wiki.GraceEnded', data: { wikiId: wiki.id } }] };
};

/** As it was before, for as long as the days last. */
export const broughtBack = (wiki: Wiki): Begun | Refused => {
  const { deletion, ...kept } = wiki;
  if (wiki.status !== 'deleting' || !deletion) return { ok: true, wiki, facts: [] };
  if (deletion.isFinal) return lifeRefusals['wiki.gone-for-good']({});
  const archived = deletion.was === 'archived';
  return {
    ok: true,
    wiki: { ...kept, status: deletion.was },
    facts: [{ name: 'wiki.DeletionRevoked', data: { wikiId: wiki.id, archived } }],
  };
};
