import type { Outcome } from '@wikibot/contracts/define/envelope';
import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { deleteAttachment } from '@wikibot/contracts/requests/attachments';
import { titleOfPath } from '@wikibot/platform/page/page-path';
import { pathOfPlace, placeOf } from '../domain/attachments/place.ts';
import { readPath } from '../domain/page-text.ts';
import type { Ground, Plan, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { changedSince } from './attachment-base.ts';

type Answer = AnswerOf<typeof deleteAttachment>;

/** Files of imports may go whatever they are called, also those whose page is gone. */
const slice: AnswerSlice<typeof deleteAttachment, Ports> = async (data, context, ports): Promise<Outcome<Answer>> => {
  const read = readPath(data.path);
  if (!read.ok) return read;
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  return ports.heads.move(context, wikiId, (ground) => planDelete({ ...data, path: read.path }, ground, ports));
};

export default slice;

const planDelete = async (data: DataOf<typeof deleteAttachment>, ground: Ground, ports: Ports): Promise<Plan<Answer> | Refused> => {
  const wanted = pathOfPlace({ page: data.path, file: data.file });
  const found = wanted === undefined ? undefined : await ground.find(wanted);
  const place = found && placeOf(found.file);
  if (!place) return refusals['attachment.not-found']({ path: data.path, file: data.file });
  const changed = await changedSince(ports, ground, { place, file: found.file, found, base: data.base });
  if (changed) return changed;
  return {
    ok: true,
    intent: 'delete',
    message: data.message || `Delete ${place.file} of ${titleOfPath(place.page)}`,
    said: data.message,
    changes: [{ path: found.file, delete: true }],
    dryRun: data.dryRun,
    answer: ({ head, sequence, proposal }) => ({
      path: place.page,
      file: place.file,
      revision: head,
      sequence,
      ...present({ dryRun: data.dryRun || undefined, proposal }),
    }),
  };
};
