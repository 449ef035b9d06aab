import type { AnswerSlice } from '@wikibot/contracts/define/service';
import type { openUpload } from '@wikibot/contracts/requests/attachments';
import { UPLOAD_MINUTES } from '@wikibot/contracts/requests/attachments';
import { signIn } from '@wikibot/platform/kernel/kernel-refusals';
import { readName, sizeProblem } from '../domain/attachments/name-and-size.ts';
import { uploadKey } from '../domain/attachments/upload-key.ts';
import { readPath } from '../domain/page-text.ts';
import type { Ports } from '../ports.ts';

/** What would be refused anyhow is refused before anything is sent. What was really sent is looked at when the file is saved. */
const slice: AnswerSlice<typeof openUpload, Ports> = async ({ path, file, size }, context, ports) => {
  const read = readPath(path);
  if (!read.ok) return read;
  const named = readName(file);
  if (!named.ok) return named;
  const tooLarge = sizeProblem(named.name, size);
  if (tooLarge) return tooLarge;
  const upload = ports.ids.uuid();
  const key = uploadKey(context, upload);
  if (key === undefined) return signIn({ reason: 'no-credentials' });
  const until = ports.clock.now() + UPLOAD_MINUTES * 60 * 1000;
  const { url, headers } = await ports.uploads.open({ key, bytes: size, until });
  return { ok: true, answer: { upload, url, headers: { ...headers }, expires: new Date(until).toISOString() }, token: {} };
};

export default slice;
