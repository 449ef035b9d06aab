/** A streamed answer of a function, as it arrives: JSON with the head, eight NULs, then the body (API Gateway Developer Guide, "Lambda proxy integration with response streaming"). */
import type { ServerResponse } from 'node:http';
import * as z from 'zod';

const SEPARATOR = Buffer.alloc(8);

const Head = z.object({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.string()).default({}),
  multiValueHeaders: z.record(z.string(), z.array(z.string())).default({}),
});

export interface StreamedAnswer {
  take(bytes: Uint8Array): void;
  /** @throws when the function has never said its head */
  end(): void;
}

/** @throws {Error} from `take`, when what comes first is no head */
export const streamedAnswer = (outgoing: ServerResponse): StreamedAnswer => {
  let before: Buffer | undefined = Buffer.alloc(0);
  const take = (bytes: Uint8Array): void => {
    if (before === undefined) return void outgoing.write(bytes);
    before = Buffer.concat([before, bytes]);
    const end = before.indexOf(SEPARATOR);
    if (end < 0) return;
    const { statusCode, headers, multiValueHeaders } = Head.parse(JSON.parse(before.subarray(0, end).toString('utf8')));
    outgoing.writeHead(statusCode, { ...headers, ...multiValueHeaders });
    const body = before.subarray(end + SEPARATOR.length);
    before = undefined;
    if (body.length > 0) outgoing.write(body);
  };
  return {
    take,
    end: () => {
      if (before !== undefined) throw new Error('the function ended without the head of an answer');
      outgoing.end();
    },
  };
};
