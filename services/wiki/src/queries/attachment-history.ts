import { present } from '@wikibot/contracts/define/present';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { attachmentHistory } from '@wikibot/contracts/requests/attachments';
import { pathOfPlace } from '../domain/attachments/place.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { attachmentAt, attachmentChangesOf } from '../views/attachments.ts';
import { namedChanges } from './named-changes.ts';
import { settledView } from './settled-view.ts';

/** Also of a file that was deleted: its changes stay. */
const slice: AnswerSlice<typeof attachmentHistory, Ports> = async ({ path, file, limit, cursor }, context, ports) => {
  const settled = await settledView('attachments', context, ports);
  if (!settled.ok) return settled;
  const { wiki, token } = settled;
  const place = { page: path, file };
  if (pathOfPlace(place) === undefined) return refusals['attachment.not-found']({ path, file });
  const paging = { place, limit, ...present({ after: cursor?.toWellFormed() }) };
  const { changes, next } = await attachmentChangesOf(ports, wiki.id, paging);
  if (changes.length === 0 && cursor === undefined) return refusals['attachment.not-found']({ path, file });
  const standing = (await attachmentAt(ports, wiki.id, place)) ?? place;
  const history = await namedChanges(ports, changes);
  return { ok: true, answer: { path: standing.page, file: standing.file, history, ...present({ next }) }, token };
};

export default slice;
