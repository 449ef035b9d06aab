import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { learnWords } from '@wikibot/contracts/requests/reindex';
import { embeddedText } from '../domain/chunks.ts';
import { keyRanges, PAGES } from '../domain/reindex-parts.ts';
import type { Ports } from '../ports.ts';
import { storedPages } from '../views/stored-pages.ts';
import { shelfOfRun } from './run-of-step.ts';

/** Learned once for a shelf: coming again, it finds what it learned. */
const slice: AnswerSlice<typeof learnWords, Ports> = async ({ wikiId, run }, _context, ports) => {
  const place = await shelfOfRun({ wikiId, run }, ports);
  if (!place.ok) return place;
  const { shelf } = place;
  await learn(shelf.id, ports);
  const keys = (await ports.index.pages(shelf.id)).map(({ pageKey }) => pageKey);
  const parts = keyRanges(keys, ports.embedder.isQuick ? PAGES.quick : PAGES.slow);
  await noteParts(wikiId, { run, added: parts.length }, ports);
  return { ok: true, answer: { parts: [...parts] }, token: {} };
};

export default slice;

/** Counted once, however often the step comes. */
const noteParts = async (
  wikiId: string,
  { run, added }: { readonly run: string; readonly added: number },
  { runs }: Ports,
): Promise<void> => {
  const known = await runs.of(wikiId);
  if (known?.step !== NEXT) await runs.note(wikiId, { run, step: NEXT, parts: (known?.parts ?? 0) + added });
};

const NEXT = 'FillVectors';

const learn = async (shelf: string, ports: Ports): Promise<void> => {
  const { embedder, index, lexicons } = ports;
  if (!embedder.learn || (await index.lexicon(shelf))) return;
  await lexicons.keep(shelf, await embedder.learn(() => textsOn(shelf, ports)));
};

async function* textsOn(shelf: string, ports: Ports): AsyncIterable<string> {
  for await (const page of storedPages({ wikiId: shelf }, ports)) for (const chunk of page.chunks) yield embeddedText(chunk);
}
