/**
 * What Lambda's Node runtime puts into the global scope for functions that stream: the head of an answer travels before its body, set apart
 * by eight NULs (AWS Lambda Developer Guide, "Response streaming for Lambda functions"; API Gateway Developer Guide, "Lambda proxy
 * integration with response streaming").
 */
import { Writable } from 'node:stream';
import type { Streaming } from '../http-event.ts';

export type Take = (bytes: Uint8Array) => void;

export class ResponseStream extends Writable {
  private readonly take: Take;
  private head: string | undefined;
  constructor(take: Take) {
    super();
    this.take = take;
  }
  setHead(metadata: object): void {
    this.head = JSON.stringify(metadata);
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (this.head !== undefined) this.take(Buffer.from(`${this.head}${'\0'.repeat(8)}`));
    this.head = undefined;
    if (chunk.length > 0) this.take(chunk);
    done();
  }
}

/** A handler that streams is called with the stream as second argument. */
export type StreamingHandler = (event: unknown, stream: Writable) => Promise<void>;

const streamingHandlers = new WeakSet<object>();
export const isStreaming = (handler: object): handler is StreamingHandler => streamingHandlers.has(handler);

export const streamingRuntime: Streaming = {
  streamifyResponse: (handler) => {
    const marked: StreamingHandler = (event, stream) => handler(event as never, stream);
    streamingHandlers.add(marked);
    return marked as unknown as (event: unknown) => Promise<void>; // as the runtime types it: the stream is its own affair
  },
  HttpResponseStream: {
    from: (stream, metadata) => {
      (stream as ResponseStream).setHead(metadata); // made above
      return stream;
    },
  },
};
