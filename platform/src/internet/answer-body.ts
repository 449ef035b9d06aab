/** The body of an answer as it comes, up to its limit. */
import type { IncomingMessage } from 'node:http';
import { BodyFailed } from '../kernel/internet.ts';
import { problemOf } from './call-problems.ts';

export interface BodyParts {
  readonly answer: IncomingMessage;
  readonly most: number;
  /** Why the call was ended, when it was. */
  readonly ended: () => unknown;
  readonly done: () => void;
}

/** Nothing is ever unpacked, so nothing small can become large; hosts were asked for the plain form. */
const isPacked = ({ headers }: IncomingMessage): boolean => !/^(identity)?$/i.test(headers['content-encoding'] ?? '');

const saysTooMuch = ({ headers }: IncomingMessage, most: number): boolean => Number(headers['content-length'] ?? 0) > most;

async function* upTo(most: number, answer: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of answer) {
    length += chunk.length;
    if (length > most) throw new BodyFailed('large');
    yield chunk;
  }
}

export async function* answerBody({ answer, most, ended, done }: BodyParts): AsyncGenerator<Uint8Array> {
  try {
    if (isPacked(answer)) throw new BodyFailed('encoded');
    if (saysTooMuch(answer, most)) throw new BodyFailed('large');
    yield* upTo(most, answer);
    if (!answer.complete) throw new BodyFailed('broken');
  } catch (error) {
    if (error instanceof BodyFailed) throw error;
    throw new BodyFailed(problemOf(ended() ?? error));
  } finally {
    answer.destroy();
    done();
  }
}
