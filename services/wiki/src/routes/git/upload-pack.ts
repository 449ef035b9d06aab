/** `git clone`, `git fetch`: the objects that a client lacks. */
import type { ServeSlice } from '@wikibot/contracts/define/service';
import { MalformedRequest, pktLine } from '../../domain/git-protocol/pkt-line.ts';
import { referenceList } from '../../domain/git-protocol/ref-advertisement.ts';
import { uploadRequest, type UploadRequest } from '../../domain/git-protocol/upload-request.ts';
import type { Wiki } from '../../domain/wiki.ts';
import type { Ports } from '../../ports.ts';
import { fetchAnswer, FetchRefused } from './fetch-answer.ts';
import { malformed, plainAnswer, refusedPlainly, streamedAnswer } from './plain-answers.ts';
import { decodedBody, isDamaged, wholeBody } from './request-body.ts';
import { readableWiki } from '../readable-wiki.ts';
import { versionOf } from './served-wiki.ts';

const REQUEST = 'application/x-git-upload-pack-request';
const RESULT = 'application/x-git-upload-pack-result';

/** Some forty thousand commits that a client names at once; it names far fewer. */
const MAX_REQUEST_BYTES = 2 * 1024 * 1024;

const slice: ServeSlice<Ports> = async ({ request, auth }, _context, ports) => {
  const wiki = await readableWiki(auth, ports);
  if ('refusal' in wiki) return refusedPlainly(wiki.refusal);
  if (request.headers.get('Content-Type') !== REQUEST) return plainAnswer(415, `The body must be ${REQUEST}.`);
  try {
    const read = await requestIn(request);
    return 'response' in read ? read.response : streamedAnswer(RESULT, await answerTo(read.asked, wiki, ports));
  } catch (error) {
    if (error instanceof MalformedRequest) return malformed(error.message);
    if (isDamaged(error)) return malformed('the body is cut off or damaged');
    if (error instanceof FetchRefused) return streamedAnswer(RESULT, once(pktLine(`ERR ${error.message}\n`)));
    throw error;
  }
};

export default slice;

const requestIn = async (request: Request): Promise<{ readonly asked: UploadRequest } | { readonly response: Response }> => {
  const body = decodedBody(request);
  if (!body) return { response: plainAnswer(415, 'The body may be compressed with gzip only.') };
  const bytes = await wholeBody(body, MAX_REQUEST_BYTES);
  if (!bytes) return { response: plainAnswer(413, `The request is longer than ${MAX_REQUEST_BYTES} bytes.`) };
  return { asked: uploadRequest(bytes, versionOf(request)) };
};

const answerTo = async (asked: UploadRequest, wiki: Wiki, ports: Ports): Promise<AsyncIterable<Uint8Array>> => {
  const { head } = wiki;
  if (asked.command === 'ls-refs') return once(referenceList(head, asked));
  if (asked.fetch.wants.length === 0 && !asked.fetch.features.has('wait-for-done')) return once(Buffer.alloc(0));
  if (head === null) throw new FetchRefused('the wiki has no commits yet');
  return fetchAnswer({ repository: ports.repositories.open(wiki.id), head, request: asked.fetch });
};

async function* once(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}
