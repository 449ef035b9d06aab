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
import { conflictOf } from '../domain/revise.ts';
import type { FoundFile, Ground, Plan, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { baseText } from './base-text.ts';

type Answer = AnswerOf<typeof deletePage>;

const slice: AnswerSlice<typeof deletePage, Ports> = async (data, context, ports): Promise<Outcome<Answer>> => {
  const read = readPath(data.path);
  if (!read.ok) return read;
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  return ports.heads.move(context, wikiId, (ground) => plan({ ...data, path: read.path }, ground, ports));
};

export default slice;

const plan = async (data: DataOf<typeof deletePage>, ground: Ground, ports: Ports): Promise<Plan<Answer> | Refused> => {
  const found = await ground.find(fileOfPage(data.path));
  if (!found) return refusals['page.not-found']({ path: data.path });
  const path = pagePathOfFile(found.file) ?? data.path;
  const changed = await changedSince(data.base, path, { ground, ports, found });
  if (changed) return changed;
  return {
    ok: true,
    intent: 'delete',
    message: data.message || `Delete ${titleOfPath(path)}`,
    changes: [{ path: found.file, delete: true }],
    dryRun: data.dryRun,
    answer: ({ head, sequence }) => ({
      path,
      revision: head,
      sequence,
      ...changeStat(textOfBytes(found.content) ?? '', ''),
      ...present({ dryRun: data.dryRun || undefined }),
    }),
  };
};

/** A base is not asked for, but a page that is no longer the one it names stays. */
const changedSince = async (
  revision: string | undefined,
  path: string,
  { ground, ports, found }: { readonly ground: Ground; readonly ports: Ports; readonly found: FoundFile },
): Promise<Refused | undefined> => {
  if (revision === undefined) return undefined;
  const base = await baseText(ports, ground, { revision, file: found.file, found });
  const theirs = textOfBytes(found.content);
  if (base === theirs) return undefined;
  const head = ground.wiki.head ?? '';
  const conflict = conflictOf({ head, base: base ?? null, yours: '', theirs: theirs ?? '' });
  return refusals['page.changed']({ path, current_revision: head, conflict });
};
