/** What git's doors say outside of git's protocol: git shows a person only plain text. */
import type { Refusal } from '@wikibot/contracts/define/refusal';
import { problemResponse } from '@wikibot/platform/kernel/http/problem';

/** What is answered now may be otherwise in a second. Source: gitprotocol-http(5), "Smart Server Response". */
export const UNCACHED = {
  'Cache-Control': 'no-cache, max-age=0, must-revalidate',
  Expires: 'Fri, 01 Jan 1980 00:00:00 GMT',
  Pragma: 'no-cache',
} as const;

export const plainAnswer = (status: number, ...lines: readonly string[]): Response =>
  new Response(lines.map((line) => `${line}\n`).join(''), {
    status,
    headers: { ...UNCACHED, 'Content-Type': 'text/plain; charset=utf-8' },
  });

/** With status and challenge like everywhere else, in words that git shows. */
export const refusedPlainly = (refusal: Refusal): Response => {
  const { status, headers } = problemResponse(refusal, 'basic');
  const challenge = headers.get('WWW-Authenticate');
  const answer = plainAnswer(status, refusal.message, refusal.remedy);
  if (challenge !== null) answer.headers.set('WWW-Authenticate', challenge);
  return answer;
};

export const malformed = (reason: string): Response => plainAnswer(400, `This is not what git's protocol says: ${reason}.`);

/** An answer in git's protocol, sent as it is made. */
export const streamedAnswer = (type: string, chunks: AsyncIterable<Uint8Array>): Response => {
  const iterator = chunks[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await iterator.return?.()),
  });
  return new Response(body, { headers: { ...UNCACHED, 'Content-Type': type } });
};
