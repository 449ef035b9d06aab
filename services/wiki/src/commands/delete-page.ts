import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { deletePage } from '@wikibot/contracts/requests/pages';
import { fileOfPage, pagePathOfFile, titleOfPath } from '@wikibot/platform/page/page-path';
import { textOfBytes } from '../domain/page-bytes.ts';
import { readPath } from '../domain/page-text.ts';
import type { Ground, Plan, Ports } from '../ports.ts';
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
  if (data.base !== undefined) {
    const base = await baseText(ports, ground, { revision: data.base, file: found.file, found });
    if (base !== textOfBytes(found.content)) return refusals['page.changed']({ path, current_revision: ground.wiki.head ?? '' });
  }
  return {
    ok: true,
    intent: 'delete',
    message: data.message || `Delete ${titleOfPath(path)}`,
    changes: [{ path: found.file, delete: true }],
    answer: ({ head, sequence }) => ({ path, revision: head, sequence }),
  };
};
