import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { readAttachment } from '@wikibot/contracts/requests/attachments';
import { typeOfContent } from '../domain/attachments/media-type.ts';
import { hrefOfPlace } from '../domain/attachments/place.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { attachmentAt } from '../views/attachments.ts';
import { foundAttachment } from './found-attachment.ts';
import { settledView } from './settled-view.ts';

const slice: AnswerSlice<typeof readAttachment, Ports> = async ({ path, file, revision }, context, ports) => {
  const settled = await settledView('attachments', context, ports);
  if (!settled.ok) return settled;
  const { wiki, token } = settled;
  const found = await foundAttachment(ports, wiki, { page: path, file, revision });
  if (!found) return refusals['attachment.not-found']({ path, file });
  const { place, blob, content, commit } = found;
  const row = revision === undefined ? await attachmentAt(ports, wiki.id, place) : undefined;
  return {
    ok: true,
    answer: {
      path: place.page,
      file: place.file,
      size: content.length,
      type: typeOfContent(place.file, content).type,
      blob,
      revision: row?.last.revision ?? commit,
      href: hrefOfPlace(place, blob),
      content: Buffer.from(content).toString('base64'),
    },
    token,
  };
};

export default slice;
