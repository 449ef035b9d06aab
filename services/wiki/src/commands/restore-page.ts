import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { restorePage } from '@wikibot/contracts/requests/moves';
import { fileOfPage, pageKey, pagePathOfFile, titleOfPath } from '@wikibot/platform/page/page-path';
import type { FileChange } from '../domain/file-changes.ts';
import { changedLines } from '../domain/line-count.ts';
import { movedText } from '../domain/moving/followed-links.ts';
import { movingRefusals } from '../domain/moving/moving-refusals.ts';
import type { Relocation } from '../domain/moving/relocation.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import { readPath, textProblem } from '../domain/page-text.ts';
import type { FoundFile, Ground, Plan, Ports } from '../ports.ts';
import type { Reader } from '../queries/reader.ts';
import { readerOf } from '../queries/reader.ts';
import { settledView } from '../queries/settled-view.ts';
import { refusals } from '../refusals.ts';
import { titleOfText } from '../views/page-fields.ts';
import { changedSince } from './changed-since.ts';
import { restoredFiles } from './restored-files.ts';
import type { RestoredState } from './restored-state.ts';
import { stateAt, stateBeforeDeletion } from './restored-state.ts';

type Answer = AnswerOf<typeof restorePage>;

/** What is restored is looked up in the history, so that has to be told first. */
const slice: AnswerSlice<typeof restorePage, Ports> = async (data, context, ports): Promise<Outcome<Answer>> => {
  const reader = readerOf(context);
  if (!reader) return refusals['wiki.not-found']({});
  for (const view of ['pages', 'commits']) {
    const settled = await settledView(view, context, ports);
    if (!settled.ok) return settled;
  }
  return ports.heads.move(context, reader.wikiId, (ground) => plan({ data, context, reader, ports }, ground));
};

export default slice;

interface Wish {
  readonly data: DataOf<typeof restorePage>;
  readonly context: Context;
  readonly reader: Reader;
  readonly ports: Ports;
}

const plan = async (wish: Wish, ground: Ground): Promise<Plan<Answer> | Refused> => {
  const { data, reader, ports } = wish;
  const found = await ground.find(fileOfPage(data.path));
  const unfit = found && (await standingProblem(wish, ground, found));
  if (unfit) return unfit;
  const state = await stateOf(ports, reader, data);
  if (!state.ok) return state;
  const place = placeFor(data.path, state, found);
  return place.ok ? planFrom(wish, ground, { state, found, file: place.file }) : place;
};

const stateOf = (ports: Ports, reader: Reader, { path, revision }: Wish['data']): Promise<RestoredState | Refused> =>
  revision === undefined ? stateBeforeDeletion(ports, reader, path) : stateAt(ports, reader, { path, revision });

/** A page that stands is brought back only to a revision that is named. */
const standingProblem = async (
  { data: { revision, base }, reader: { maySee }, ports }: Wish,
  ground: Ground,
  found: FoundFile,
): Promise<Refused | undefined> => {
  if (revision === undefined) return movingRefusals['page.exists']({ path: pagePathOfFile(found.file) ?? found.file });
  return changedSince(ports, ground, { revision: base, found, maySee });
};

/** Under the name that it had; where it had another address then, a new name has to fit. */
const placeFor = (
  path: string,
  state: RestoredState,
  found: FoundFile | undefined,
): { readonly ok: true; readonly file: string } | Refused => {
  if (found) return { ok: true, file: found.file };
  if (pageKey(state.path) === pageKey(path)) return { ok: true, file: fileOfPage(state.path) };
  const read = readPath(path);
  return read.ok ? { ok: true, file: fileOfPage(read.path) } : read;
};

interface Work {
  readonly state: RestoredState;
  readonly found: FoundFile | undefined;
  /** Where the page will stand. */
  readonly file: string;
}

const planFrom = async (wish: Wish, ground: Ground, work: Work): Promise<Plan<Answer> | Refused> => {
  const { data } = wish;
  const { state, found, file } = work;
  const path = pagePathOfFile(file) ?? data.path;
  const relocation = { from: state.path, to: path };
  const text = movedText(state.text, { page: state.path, relocation });
  const problem = textProblem(path, text);
  if (problem) return problem;
  const others = await othersFor(wish, ground, { ...work, relocation });
  if (!others.ok) return others;
  const current = found && textOfBytes(found.content);
  const own: readonly FileChange[] = current === text ? [] : [{ path: file, content: Buffer.from(text) }];
  const changes = [...own, ...others.changes];
  return {
    ok: true,
    intent: 'restore',
    message: data.message || `Restore ${titleOfPath(path)}`,
    said: data.message,
    changes,
    dryRun: data.dryRun,
    answer: ({ head, sequence, proposal }) => ({
      outcome: proposal ? 'proposed' : outcomeOf(found, changes),
      path,
      name: titleOfText(text, path),
      revision: head,
      sequence,
      restoredFrom: state.commit,
      lines: changedLines(current ?? '', text),
      ...countsOf(changes),
      ...present({ dryRun: data.dryRun || undefined, proposal }),
    }),
  };
};

/** The files of a page that stands are its own affair, unless all below it is asked for. */
const othersFor = async (
  { data: { recursive }, ports, context }: Wish,
  ground: Ground,
  { state, found, relocation }: Work & { readonly relocation: Relocation },
): ReturnType<typeof restoredFiles> =>
  found && !recursive ? NONE : restoredFiles({ ports, context, ground, commit: state.commit, relocation, recursive });

const NONE = { ok: true, changes: [] as readonly FileChange[] } as const;

const outcomeOf = (found: FoundFile | undefined, changes: readonly FileChange[]): Answer['outcome'] => {
  if (!found) return 'restored';
  return changes.length === 0 ? 'unchanged' : 'updated';
};

const countsOf = (changes: readonly FileChange[]): Pick<Answer, 'pages' | 'files'> => {
  const pages = changes.filter(({ path }) => pagePathOfFile(path) !== undefined).length;
  return { pages, files: changes.length - pages };
};
