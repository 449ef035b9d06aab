import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { WikiId } from '@wikibot/contracts/define/ids';
import { present } from '@wikibot/contracts/define/present';
import type { AnswerOf, DataOf } from '@wikibot/contracts/define/request';
import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { Token } from '@wikibot/contracts/define/token';
import type { AttachmentEntry, listAttachments } from '@wikibot/contracts/requests/attachments';
import type { PathRule } from '@wikibot/contracts/http/auth-context';
import { pathPermits, rulesOf } from '@wikibot/platform/kernel/access';
import { typeOfName } from '../domain/attachments/media-type.ts';
import { hrefOfPlace, keysBeside } from '../domain/attachments/place.ts';
import type { Ports } from '../ports.ts';
import { refusals } from '../refusals.ts';
import type { AttachmentRow } from '../views/attachments.ts';
import { attachmentsOf } from '../views/attachments.ts';
import { pageAt } from '../views/pages.ts';
import { namedChanges } from './named-changes.ts';
import { settledView } from './settled-view.ts';

type Question = DataOf<typeof listAttachments>;
type Answer = AnswerOf<typeof listAttachments>;

const slice: AnswerSlice<typeof listAttachments, Ports> = async (question, context, ports): Promise<Outcome<Answer>> => {
  const settled = await settledView('attachments', context, ports);
  if (!settled.ok) return settled;
  const { wiki, token } = settled;
  if (question.path !== undefined) return ofPage(ports, wiki.id, { ...question, path: question.path, token });
  const { files, next } = await readable(ports, wiki.id, { question, rules: rulesOf(context) });
  return { ok: true, answer: { attachments: await entriesOf(ports, files), ...present({ next }) }, token };
};

export default slice;

/** Also of a page that is gone, whose files stay; but neither page nor file is nothing. */
const ofPage = async (
  ports: Ports,
  wikiId: WikiId,
  { path, limit, cursor, token }: Question & { readonly path: string; readonly token: Token },
): Promise<Outcome<Answer>> => {
  const prefix = keysBeside(path);
  const [page, total, { files, next }] = await Promise.all([
    pageAt(ports, wikiId, path),
    countOf(ports, wikiId, prefix),
    attachmentsOf(ports, wikiId, { prefix, limit, ...present({ after: cursor?.toWellFormed() }) }),
  ]);
  if (!page && total === 0) return refusals['page.not-found']({ path });
  const found = files.map(({ file }) => file);
  const attachments = await entriesOf(ports, found);
  return { ok: true, answer: { path: page?.path ?? found[0]?.page ?? path, attachments, total, ...present({ next }) }, token };
};

const countOf = async (ports: Ports, wikiId: WikiId, prefix: string): Promise<number> => {
  let total = 0;
  for (let cursor: string | undefined; ;) {
    const { files, next } = await attachmentsOf(ports, wikiId, { prefix, limit: 1000, ...present({ after: cursor }) });
    total += files.length;
    if (next === undefined) return total;
    cursor = next;
  }
};

/** Files of the whole wiki that the reader may see. Where rules hide many, as much is read as it takes to fill the answer. */
const readable = async (
  ports: Ports,
  wikiId: WikiId,
  { question: { limit, cursor }, rules }: { readonly question: Question; readonly rules: readonly PathRule[] },
): Promise<{ readonly files: readonly AttachmentRow[]; readonly next: string | undefined }> => {
  const found: AttachmentRow[] = [];
  for (let from = cursor?.toWellFormed(); ;) {
    const { files, next } = await attachmentsOf(ports, wikiId, { prefix: '', limit: limit - found.length, ...present({ after: from }) });
    found.push(...files.map(({ file }) => file).filter(({ page }) => pathPermits(rules, page, 'read')));
    if (next === undefined || found.length === limit) return { files: found, next };
    from = next;
  }
};

const entriesOf = async (ports: Ports, files: readonly AttachmentRow[]): Promise<AttachmentEntry[]> => {
  const changes = await namedChanges(
    ports,
    files.map(({ last }) => last),
  );
  return files.map(({ page, file, size, blob, last }, place) => ({
    path: page,
    file,
    size,
    type: typeOfName(file).type,
    blob,
    revision: last.revision,
    href: hrefOfPlace({ page, file }, blob),
    updated: last.time,
    ...present({ author: changes[place]?.author }),
  }));
};
