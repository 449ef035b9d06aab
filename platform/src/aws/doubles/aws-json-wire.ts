/**
 * A loopback server that speaks the AWS JSON protocols (Smithy, "AWS JSON 1.0 protocol"): a POST whose `X-Amz-Target` names the operation.
 * Test code: the doubles of single services are made of it.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An error of the service as the wire carries it; `code` is its name in the service's API reference. */
export class WireRefusal extends Error {
  override readonly name = 'WireRefusal';
  readonly code: string;
  readonly status: number;
  readonly more: Readonly<Record<string, unknown>>;
  constructor(
    code: string,
    message: string,
    { status = 400, more = {} }: { status?: number; more?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.more = more;
  }
}

/** A call as whoever grants permissions sees it. */
export interface WireCall {
  /** The access key id that it is signed with (AWS General Reference, "Signature Version 4", Authorization header). */
  readonly caller: string;
  readonly operation: string;
  readonly input: unknown;
}

/** @throws {WireRefusal} when the caller may not do this */
export type Admit = (call: WireCall) => void;

export const callerOf = ({ headers }: IncomingMessage): string => /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';

export type Operations = Readonly<Record<string, (input: never) => object | Promise<object>>>;

export interface Wire {
  readonly endpoint: string;
  close(): Promise<void>;
}

export const bodyOf = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer); // a request without encoding yields buffers
  return Buffer.concat(chunks);
};

/** Listens on a free port of the loopback interface. */
export const listening = async (answer: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>): Promise<Wire> => {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => outgoing.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listens on TCP
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { endpoint: `http://127.0.0.1:${port}`, close };
};

const refused = (error: unknown): { readonly status: number; readonly body: object } => {
  if (error instanceof WireRefusal) return { status: error.status, body: { __type: error.code, message: error.message, ...error.more } };
  return { status: 500, body: { __type: 'InternalServerError', message: `the double failed: ${String(error)}` } };
};

/** `prefix` of the target, e.g. `DynamoDB_20120810`. What is not among the operations is refused by name. */
export const awsJsonWire = (prefix: string, operations: Operations, admit: Admit = () => undefined): Promise<Wire> =>
  listening(async (incoming, outgoing) => {
    const [service = '', name = ''] = String(incoming.headers['x-amz-target'] ?? '').split('.');
    const text = (await bodyOf(incoming)).toString();
    const carryOut = async (): Promise<{ status: number; body: object }> => {
      try {
        const operation = service === prefix ? operations[name] : undefined;
        if (!operation) throw new WireRefusal('UnknownOperationException', `this double has no ${service}.${name}`);
        const input: unknown = JSON.parse(text);
        admit({ caller: callerOf(incoming), operation: name, input });
        return { status: 200, body: await operation(input as never) }; // each operation checks what it reads
      } catch (error) {
        return refused(error);
      }
    };
    const { status, body } = await carryOut();
    outgoing
      .writeHead(status, { 'Content-Type': incoming.headers['content-type'] ?? 'application/x-amz-json-1.0' })
      .end(JSON.stringify(body));
  });
