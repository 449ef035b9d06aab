import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { ObjectId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { Refused } from '@wikibot/contracts/define/refusal';
import type { DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { AttachmentSaved, saveAttachment } from '@wikibot/contracts/requests/attachments';
import { fileOfPage, pageKey, titleOfPath } from '@wikibot/platform/page/page-path';
import { typeOfContent } from '../domain/attachments/media-type.ts';
import { pathProblem, readName, sizeProblem } from '../domain/attachments/name-and-size.ts';
import { hrefOfPlace, placeOf } from '../domain/attachments/place.ts';
import type { Place } from '../domain/attachments/place.ts';
import { uploadKey } from '../domain/attachments/upload-key.ts';
import { objectId } from '../domain/git-object.ts';
import { readPath } from '../domain/page-text.ts';
import type { FoundFile, Ground, Landed, Plan, Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import { attachmentsOf } from '../views/attachments.ts';
import { pagesOf } from '../views/pages.ts';
import { changedSince, standingRevision } from './attachment-base.ts';

/** Puts a file beside a page, or replaces the one of that name: one commit, one fact, like any edit. */
const slice: AnswerSlice<typeof saveAttachment, Ports> = async (data, context, ports): Promise<Outcome<AttachmentSaved>> => {
  const read = readPath(data.path);
  if (!read.ok) return read;
  const named = readName(data.file);
  if (!named.ok) return named;
  const content = await contentSent(data, context, ports);
  if (!content) return refusals['attachment.upload-missing']({ upload: data.upload ?? '' });
  const tooLarge = sizeProblem(named.name, content.length);
  if (tooLarge) return tooLarge;
  const { wikiId } = context.tenant;
  if (!wikiId) return refusals['wiki.not-found']({});
  const upload: Upload = {
    place: { page: read.path, file: named.name },
    content,
    base: data.base,
    message: data.message,
    dryRun: data.dryRun,
  };
  return ports.heads.move(context, wikiId, (ground) => planSave(upload, ground, ports));
};

export default slice;

/** In the request itself, or where its maker has put it before. */
const contentSent = async ({ content, upload }: DataOf<typeof saveAttachment>, context: Context, ports: Ports) => {
  const key = upload === undefined ? undefined : uploadKey(context, upload);
  if (key === undefined) return Buffer.from(content ?? '', 'base64');
  const sent = await ports.uploads.read(key);
  return sent && Buffer.from(sent);
};

interface Upload {
  readonly place: Place;
  readonly content: Buffer;
  readonly base: string | undefined;
  readonly message: string | undefined;
  readonly dryRun: boolean | undefined;
}

const planSave = async (upload: Upload, ground: Ground, ports: Ports): Promise<Plan<AttachmentSaved> | Refused> => {
  if (ground.wiki.status === 'failed') return refusals['wiki.not-ready']({ status: ground.wiki.status });
  const target = await targetOf(upload.place, ground, ports);
  if (!target.ok) return target;
  const { path, found } = target;
  const changed = await changedSince(ports, ground, { place: upload.place, file: path, found, base: upload.base });
  if (changed) return changed;
  const place = placeOf(path) ?? upload.place;
  const isSame = found !== undefined && Buffer.compare(found.content, upload.content) === 0;
  return isSame ? unchanged(upload, place, await standingRevision(ports, ground, place)) : planned(upload, place, target);
};

const planned = (upload: Upload, place: Place, { path, found }: Found): Plan<AttachmentSaved> => {
  const title = titleOfPath(place.page);
  return {
    ok: true,
    intent: 'save',
    message: upload.message || (found ? `Replace ${place.file} of ${title}` : `Add ${place.file} to ${title}`),
    said: upload.message,
    changes: [{ path, content: upload.content }],
    dryRun: upload.dryRun,
    answer: answering(upload, place, found ? 'updated' : 'created'),
  };
};

const unchanged = (upload: Upload, place: Place, revision: ObjectId): Plan<AttachmentSaved> => {
  const answer = answering(upload, place, 'unchanged');
  return { ok: true, intent: 'save', message: '', changes: [], answer: ({ sequence }) => answer({ head: revision, sequence }) };
};

interface Found {
  readonly path: string;
  readonly found: FoundFile | undefined;
}

type Target = (Found & { readonly ok: true }) | Refused;

/** The file that stands there under any spelling, or a new one in the folder of a page that exists. */
const targetOf = async ({ page, file }: Place, ground: Ground, ports: Ports): Promise<Target> => {
  const found = await ground.find(`${page}/${file}`);
  if (found) return { ok: true, path: found.file, found };
  const pageFile = await ground.spelling(fileOfPage(page));
  if (pageFile === undefined) return refusals['attachment.page-missing']({ path: page });
  const path = `${pageFile.slice(0, -'.md'.length)}/${file}`;
  if (await isFolder(ports, ground, path)) return refusals['page.place-taken']({ path });
  return pathProblem(file, path) ?? { ok: true, path, found: undefined };
};

/** Whether anything lies below, in any spelling: not every file system could tell the file and the folder apart. */
const isFolder = async (ports: Ports, { wiki }: Ground, path: string): Promise<boolean> => {
  const below = { prefix: `${pageKey(path)}/`, limit: 1 };
  const [{ pages }, { files }] = await Promise.all([pagesOf(ports, wiki.id, below), attachmentsOf(ports, wiki.id, below)]);
  return pages.length + files.length > 0;
};

/** The id of the content is known before it is stored: it is its hash. */
const answering = ({ content, dryRun }: Upload, place: Place, outcome: AttachmentSaved['outcome']) => {
  const blob = objectId('blob', content);
  const type = typeOfContent(place.file, content).type;
  return ({ head, sequence, near, proposal }: Landed): AttachmentSaved => ({
    outcome: proposal ? 'proposed' : outcome,
    path: place.page,
    file: place.file,
    size: content.length,
    type,
    blob,
    revision: head,
    href: hrefOfPlace(place, blob),
    sequence,
    ...present({ dryRun: dryRun || undefined, nearLimits: near && [...near], proposal }),
  });
};
