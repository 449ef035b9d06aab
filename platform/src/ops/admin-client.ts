/** Speaks to the operator's door of a running host. */
import { request } from 'node:http';
import type { DoorAnswer, DoorInput, DoorName } from '@wikibot/contracts/http/operator';
import { operatorDoors } from '@wikibot/contracts/http/operator';
import { CommandFault } from './command.ts';

/** @throws {CommandFault} when the host says no, {NoHost} when nobody answers there */
export type AskHost = <N extends DoorName>(door: N, input: DoorInput<N>) => Promise<DoorAnswer<N>>;

/** Nobody answers behind the socket. */
export class NoHost extends Error {
  override readonly name = 'NoHost';
}

const GONE = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'ECONNRESET']);

export const adminClient =
  (socketPath: string): AskHost =>
  async (door, input) => {
    const { status, body } = await post(socketPath, door, JSON.stringify(input));
    const json: unknown = JSON.parse(body);
    if (status !== 200) throw new CommandFault(problemIn(json) ?? `the host answered ${door} with status ${status}`);
    return operatorDoors[door].answer.parse(json) as DoorAnswer<typeof door>; // the door's own schema
  };

const problemIn = (json: unknown): string | undefined =>
  typeof json === 'object' && json !== null && 'error' in json ? String(json.error) : undefined;

const post = (socketPath: string, door: DoorName, body: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      {
        socketPath,
        method: 'POST',
        path: `/${door}`,
        headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
        incoming.on('error', reject);
      },
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) => reject(faultOf(error, socketPath)));
    outgoing.end(body);
  });

const faultOf = (error: NodeJS.ErrnoException, socketPath: string): Error => {
  if (GONE.has(error.code ?? '')) return new NoHost(`nobody answers at ${socketPath}`, { cause: error });
  if (error.code === 'EACCES')
    return new CommandFault(`this user may not open ${socketPath}; run the command as the user who started wikibot`);
  return error;
};
