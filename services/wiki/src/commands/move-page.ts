import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { movePage } from '@wikibot/contracts/requests/moves';
import { MOST_NAMED } from '@wikibot/contracts/requests/moves';
import type { PagePath } from '@wikibot/platform/page/page-path';
import { fileOfPage, pagePathOfFile } from '@wikibot/platform/page/page-path';
import type { MovedFile, MovedFiles } from '../domain/moving/moved-files.ts';
import { movedFiles } from '../domain/moving/moved-files.ts';
import { movingRefusals } from '../domain/moving/moving-refusals.ts';
import type { Relocation } from '../domain/moving/relocation.ts';
import { readPath } from '../domain/page-text.ts';
import type { FoundFile, Ground, Plan, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { maySeeOf } from '../queries/reader.ts';
import { absentPage } from './absent-page.ts';
import { changedSince } from './changed-since.ts';
import { mayWriteAll, MOST_FILES } from './files-below.ts';
import type { Followed } from './follow-links.ts';
import { followLinks } from './follow-links.ts';
import { movedChanges } from './moved-changes.ts';
import { standingFiles } from './standing-files.ts';

type Answer = AnswerOf<typeof movePage>;

/** A page of an import may go whatever it is called; where it goes, names are as everywhere. */
const slice: AnswerSlice<typeof movePage, Ports> = async (data, context, ports): Promise<Outcome<Answer>> => {
  const to = readPath(data.newPath);
  if (!to.ok) return to;
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  return ports.heads.move(context, wikiId, (ground) => plan({ data, to: to.path, context, ports }, ground));
};

export default slice;

interface Wish {
  readonly data: DataOf<typeof movePage>;
  readonly to: PagePath;
  readonly context: Context;
  readonly ports: Ports;
}

const plan = async (wish: Wish, ground: Ground): Promise<Plan<Answer> | Refused> => {
  const { data, context, ports } = wish;
  const { id: wikiId, status } = ground.wiki;
  if (status === 'failed') return refusals['wiki.not-ready']({ status });
  const found = await ground.find(fileOfPage(data.path));
  if (!found) return absentPage(ports, { wikiId, path: data.path, maySee: maySeeOf(context) });
  const chosen = await filesToMove(wish, ground, found);
  if (!chosen.ok) return chosen;
  const { files, relocation } = chosen;
  const [moved, followed] = [
    await movedChanges(ports, wikiId, { files, relocation }),
    await followLinks({ ports, context, ground }, { files, relocation }),
  ];
  if (!moved.ok) return moved;
  if (!followed.ok) return followed;
  return {
    ok: true,
    intent: 'move',
    message: data.message || `Move ${relocation.from} to ${relocation.to}`,
    said: data.message,
    changes: [...moved.changes, ...followed.changes],
    dryRun: data.dryRun,
    answer: ({ head, sequence, proposal }) => ({
      ...answerOf(chosen, followed),
      revision: head,
      sequence,
      ...present({ dryRun: data.dryRun || undefined, proposal }),
    }),
  };
};

interface Chosen {
  readonly ok: true;
  readonly relocation: Relocation;
  readonly files: readonly MovedFile[];
}

const filesToMove = async ({ data, to, context, ports }: Wish, ground: Ground, found: FoundFile): Promise<Chosen | Refused> => {
  const from = pagePathOfFile(found.file) ?? data.path;
  if (from === to) return movingRefusals['move.same-place']({ path: to });
  const changed = await changedSince(ports, ground, { revision: data.base, found, maySee: maySeeOf(context) });
  if (changed) return changed;
  const relocation = { from, to };
  const moved = movedFiles(await standingFiles(ground), relocation);
  if (!moved.ok) return refusedPlace(moved);
  const { files } = moved;
  if (files.length > MOST_FILES) return movingRefusals['page.too-much-below']({ path: from, files: files.length, limit: MOST_FILES });
  const isOpen = mayWriteAll(
    context,
    files.flatMap((file) => [file.from, file.to]),
  );
  return isOpen ? { ok: true, relocation, files } : movingRefusals['page.below-closed']({ path: from });
};

const placeOf = (file: string): string => pagePathOfFile(file) ?? file;

const refusedPlace = (refused: Extract<MovedFiles, { ok: false }>): Refused => {
  const page = pagePathOfFile(refused.path);
  if (refused.problem === 'path')
    return refusals['page.path-refused']({ path: page ?? refused.path, problem: 'moved-path', reason: refused.reason });
  return page === undefined ? movingRefusals['move.place-taken']({ path: refused.path }) : movingRefusals['page.exists']({ path: page });
};

const answerOf = ({ relocation, files }: Chosen, followed: Followed): Omit<Answer, 'revision' | 'sequence'> => {
  const isPage = ({ to }: MovedFile): boolean => pagePathOfFile(to) !== undefined;
  const [pages, others] = [files.filter(isPage), files.filter((file) => !isPage(file))];
  const named = (some: readonly MovedFile[]) => some.slice(0, MOST_NAMED).map(({ from, to }) => ({ from: placeOf(from), to: placeOf(to) }));
  return {
    path: relocation.to,
    oldPath: relocation.from,
    pages: named(pages),
    files: named(others),
    updatedPages: followed.pages.slice(0, MOST_NAMED),
    counts: {
      pages: pages.length,
      files: others.length,
      updatedPages: followed.pages.length,
      notAllowed: followed.notAllowed,
      beyondLimit: followed.beyondLimit,
    },
  };
};
