/** What a server sends when it was asked for objects without a side band: one line, then the pack (gitprotocol-pack(5)). */
import { textOfLine } from '../../domain/git-protocol/pkt-line.ts';
import { RemoteProblem } from './remote-problem.ts';

const NAK = Buffer.from('0008NAK\n');
const MOST_WORDS = 1000;

export async function* packIn(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of body) {
    if (!head) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < NAK.length) continue;
    if (!head.subarray(0, NAK.length).equals(NAK)) throw refused(head);
    if (head.length > NAK.length) yield head.subarray(NAK.length);
    head = undefined;
  }
  if (head) throw new RemoteProblem('The answer of the git server breaks off.');
}

const refused = (head: Buffer): RemoteProblem => {
  const [, words = 'something else than objects'] = /^ERR (.*)$/s.exec(textOfLine(head.subarray(4, 4 + MOST_WORDS))) ?? [];
  return new RemoteProblem(`The git server answers: ${words.replaceAll(/\p{Cc}/gu, ' ').trim()}`);
};

const PIECE_BYTES = 8 * 1024 * 1024;

/** Of a size that can be put away one by one. */
export async function* piecesOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    length += chunk.byteLength;
    if (length < PIECE_BYTES) continue;
    yield Buffer.concat(held);
    [held, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(held);
}
