/** An endpoint on an internet of its own, for specs: what was posted, and what is answered. */
import type { Internet, NoAnswer, OutgoingAnswer, OutgoingCall } from '@wikibot/platform/kernel/internet';
import { noAnswer } from '@wikibot/platform/kernel/internet';

export interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly type: string; readonly timestamp: string; readonly data: { readonly change?: { readonly sequence: number } } };
  readonly text: string;
}

type Answer = number | NoAnswer | { readonly status: number; readonly headers: Readonly<Record<string, string>> };

export interface Endpoint {
  readonly internet: Internet;
  readonly posted: Posted[];
  /** Sequences in the order in which they came to a URL. */
  sequences(url?: string): readonly (number | undefined)[];
  /** What is answered from now on; 204 unless told. */
  answers(answer: (posted: Posted) => Answer | Promise<Answer>): void;
}

const answerOf = (url: string, answer: Answer): OutgoingAnswer | NoAnswer => {
  if (typeof answer === 'object' && 'ok' in answer) return answer;
  const { status, headers } = typeof answer === 'number' ? { status: answer, headers: {} } : answer;
  return { ok: true, status, url, headers, body: (async function* () {})(), close: () => undefined };
};

export const endpoint = (): Endpoint => {
  const posted: Posted[] = [];
  let answer: (one: Posted) => Answer | Promise<Answer> = () => 204;
  return {
    posted,
    sequences: (url = 'https://hooks.example/one') => posted.filter((one) => one.url === url).map(({ body }) => body.data.change?.sequence),
    answers: (next) => void (answer = next),
    internet: {
      objection: async (url) => (url.includes('//10.') ? noAnswer('forbidden') : undefined),
      fetch: async ({ url, headers = {}, body }: OutgoingCall) => {
        const text = Buffer.from(body as Uint8Array).toString(); // what deliveries send
        const one = { url, headers, text, body: JSON.parse(text) as Posted['body'] };
        posted.push(one);
        return answerOf(url, await answer(one));
      },
    },
  };
};
