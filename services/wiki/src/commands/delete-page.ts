import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { deletePage } from '@wikibot/contracts/requests/pages';
import { fileOfPage, pagePathOfFile, titleOfPath } from '@wikibot/platform/page/page-path';
import { changeStat } from '../domain/change-stat.ts';
import { textOfBytes } from '../domain/page-bytes.ts';
import { readPath } from '../domain/page-text.ts';
import type { Ground, Plan, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { maySeeOf } from '../queries/reader.ts';
import { absentPage } from './absent-page.ts';
import { changedSince } from './changed-since.ts';
import { filesBelow } from './files-below.ts';

type Answer = AnswerOf<typeof deletePage>;

const slice: AnswerSlice<typeof deletePage, Ports> = async (data, context, ports): Promise<Outcome<Answer>> => {
  const read = readPath(data.path);
  if (!read.ok) return read;
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  return ports.heads.move(context, wikiId, (ground) => plan({ data: { ...data, path: read.path }, context, ports }, ground));
};

export default slice;

interface Wish {
  readonly data: DataOf<typeof deletePage>;
  readonly context: Context;
  readonly ports: Ports;
}

const plan = async ({ data, context, ports }: Wish, ground: Ground): Promise<Plan<Answer> | Refused> => {
  const maySee = maySeeOf(context);
  const found = await ground.find(fileOfPage(data.path));
  if (!found) return absentPage(ports, { wikiId: ground.wiki.id, path: data.path, maySee });
  const changed = await changedSince(ports, ground, { revision: data.base, found, maySee });
  if (changed) return changed;
  const path = pagePathOfFile(found.file) ?? data.path;
  const below = data.recursive ? await filesBelow({ context, ground }, path) : NOTHING;
  if (!below.ok) return below;
  return {
    ok: true,
    intent: 'delete',
    message: data.message || `Delete ${titleOfPath(path)}`,
    said: data.message,
    changes: [found.file, ...below.files].map((file) => ({ path: file, delete: true })),
    dryRun: data.dryRun,
    answer: ({ head, sequence, proposal }) => ({
      path,
      revision: head,
      sequence,
      ...changeStat(textOfBytes(found.content) ?? '', ''),
      ...(data.recursive ? { below: countsOf(below.files) } : {}),
      ...present({ dryRun: data.dryRun || undefined, proposal }),
    }),
  };
};

const NOTHING = { ok: true, files: [] as readonly string[] } as const;

const countsOf = (files: readonly string[]): { pages: number; files: number } => {
  const pages = files.filter((file) => pagePathOfFile(file) !== undefined).length;
  return { pages, files: files.length - pages };
};
