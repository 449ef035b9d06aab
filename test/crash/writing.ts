/** Clients that write until the host is gone, and keep a log of what they were promised. */
import type { Answer } from '../house/client.ts';
import type { PageRead, Problem, Saved, WikiAt } from '../house/wiki.ts';

/** One text of a page: sent, and acknowledged or not. */
export interface Attempt {
  readonly path: string;
  readonly text: string;
  readonly ack?: Saved;
}

export interface WritingLog {
  readonly attempts: readonly Attempt[];
  /** Requests that never got an answer. */
  readonly unanswered: number;
}

interface Writer {
  /** Told after each acknowledgement. */
  readonly acknowledged: () => void;
  readonly wiki: WikiAt;
  readonly path: string;
  /** The text that comes after this one. */
  readonly next: (standing: string, number: number) => string;
}

interface Standing {
  readonly text: string;
  readonly revision?: string;
}

/** What stands now, and the revision to base on; nothing when the page is not there yet. */
const standingOf = async ({ wiki, path }: Writer): Promise<Standing> => {
  const answer = await wiki.read(path);
  if (answer.status !== 200) return { text: '' };
  const { content, revision } = answer.json<PageRead>();
  return { text: content, revision };
};

class Unexpected extends Error {
  override readonly name = 'Unexpected';
}

/** What stands after an answer; a text that was stored is logged. */
const after = async (
  writer: Writer,
  answer: Answer,
  log: { readonly text: string; readonly attempts: Attempt[] },
): Promise<Standing | undefined> => {
  if (answer.status < 300) {
    const ack = answer.json<Saved>();
    log.attempts.push({ path: writer.path, text: log.text, ack });
    writer.acknowledged();
    return { text: ack.content ?? log.text, revision: ack.revision };
  }
  if (answer.status === 503) return undefined;
  if (answer.status !== 409) throw new Unexpected(`a save was answered ${answer.status}: ${answer.text}`);
  const { conflict } = answer.json<Problem>();
  return conflict ? { text: conflict.theirs, revision: conflict.head } : standingOf(writer);
};

/** Saves again and again, going on from whatever the answer says, until no answer comes any more. */
const writeUntilGone = async (writer: Writer): Promise<WritingLog> => {
  const attempts: Attempt[] = [];
  let open: Attempt | undefined;
  try {
    let standing = await standingOf(writer);
    for (let number = 0; ; number += 1) {
      const text = writer.next(standing.text, number);
      open = { path: writer.path, text };
      const answer = await writer.wiki.save(writer.path, text, standing.revision === undefined ? {} : { revision: standing.revision });
      open = undefined;
      standing = (await after(writer, answer, { text, attempts })) ?? standing;
    }
  } catch (error) {
    if (error instanceof Unexpected) throw error;
    return { attempts: open ? [...attempts, open] : attempts, unanswered: open ? 1 : 0 };
  }
};

/** Unique in all rounds, so that a line is never taken for another. */
const mark = (round: number, writer: number, number: number): string => `round ${round} writer ${writer} save ${number}`;

/** Some on pages of their own, replacing the whole text; some on one page, each adding lines. */
export const writersOf = (
  wikis: readonly WikiAt[],
  { round, acknowledged }: { readonly round: number; readonly acknowledged: () => void },
): readonly Writer[] =>
  wikis.map((wiki, number) =>
    number % 3 === 2
      ? { wiki, acknowledged, path: 'Crash/Shared', next: (standing, save) => `${standing}${mark(round, number, save)}\n` }
      : { wiki, acknowledged, path: `Crash/Page_${number}`, next: (_standing, save) => `# Page\n\n${mark(round, number, save)}\n` },
  );

export const writeAll = async (writers: readonly Writer[]): Promise<WritingLog> => {
  const logs = await Promise.all(writers.map(writeUntilGone));
  return { attempts: logs.flatMap((log) => log.attempts), unanswered: logs.reduce((sum, log) => sum + log.unanswered, 0) };
};
