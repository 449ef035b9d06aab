/** What every slice receives from the kernel. A service adds its own ports to these (`services/x/src/ports.ts`). */
import type { Context } from '@wikibot/contracts/define/context';
import type { Outcome } from '@wikibot/contracts/define/envelope';
import type { ServiceName } from '@wikibot/contracts/define/ids';
import type { AnswerOf, InputOf, Request } from '@wikibot/contracts/define/request';
import type { Token } from '@wikibot/contracts/define/token';
import type { Publisher } from './envelopes.ts';
import type { EventStore } from './event-store.ts';
import type { Downloads } from './downloads.ts';
import type { Forget } from './forgetting.ts';
import type { Internet } from './internet.ts';
import type { Payloads } from './payloads.ts';
import type { Sagas } from './sagas.ts';
import type { Row, RowPage, Table } from './table.ts';
import type { Uploads } from './uploads.ts';

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
}

export interface Ids {
  /** UUIDv7 (RFC 9562 §5.7): unique, and ordered by time. */
  uuid(): string;
  /** `<prefix>_<UUIDv7 without dashes>`, e.g. `wik_0192…`. */
  entity(prefix: string): string;
  /** So many random bytes from a cryptographic source, base64url. */
  secret(bytes: number): string;
}

/** Structured log: one JSON object a line; never secrets, never page content. */
export interface Log {
  (level: 'debug' | 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface Mail {
  send(mail: { readonly to: string; readonly subject: string; readonly text: string }): Promise<void>;
}

/** Named secrets of one service, kept outside its table. */
export interface Secrets {
  get(name: string): Promise<string | undefined>;
  /** Stores it unless there is one; answers the one that holds. */
  keep(name: string, make: () => string): Promise<string>;
}

/** Reads one of the service's own views, in the version that serves; tombstones never show. */
export interface ViewReader {
  get(pk: string, sk: string): Promise<Row | undefined>;
  getMany(keys: readonly { readonly pk: string; readonly sk: string }[]): Promise<readonly (Row | undefined)[]>;
  query(query: {
    readonly pk: string;
    readonly prefix?: string;
    readonly after?: string;
    readonly reverse?: boolean;
    readonly limit?: number;
  }): Promise<RowPage>;
  /** The sequence of a stream up to which every fact is applied; 0 when none is. */
  upTo(stream: string): Promise<number>;
  /** Waits until everything in the token is applied; false when that takes longer than the given milliseconds. */
  caughtUp(token: Token, milliseconds: number): Promise<boolean>;
}

/** The needs of a manifest as each world provides them. Only those that the manifest names are there. */
export interface Resources {
  readonly payloads?: Payloads;
  readonly uploads?: Uploads;
  /** Only where the gateway lets no large answer pass. */
  readonly downloads?: Downloads;
  /** A folder that holds one bare repository per wiki. */
  readonly repositories?: { readonly folder: string };
  readonly index?: { readonly kind: 'embedded'; readonly folder: string } | { readonly kind: 'opensearch'; readonly endpoint: string };
  readonly secrets?: Secrets;
  readonly mail?: Mail;
  /** The folder of the bundled browser code, with its `assets.json`. */
  readonly webAssets?: { readonly folder: string };
  readonly internet?: Internet;
}

/** What a deployment says about itself. */
export interface Deployment {
  readonly world: 'local' | 'aws';
  /** `https://wiki.example.org`, without trailing slash. */
  readonly publicUrl: string;
  /** The plan that new accounts get, by its name in billing's catalogue. */
  readonly defaultPlan: string;
  /** Who issues access tokens for MCP clients (RFC 8414 issuer); none: tokens are made by hand. */
  readonly authorizationServer?: string;
  /** Where clients send what is too large for a request, when that is not {@link publicUrl}: `https://uploads.example.org`. */
  readonly uploadsOrigin?: string;
  /** Longest wait for a consistency token, in milliseconds: 2,000 on one machine, 5,000 on AWS. */
  readonly patience: number;
}

export interface KernelPorts {
  readonly service: ServiceName;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly table: Table;
  readonly events: EventStore;
  readonly publish: Publisher;
  readonly sagas: Sagas;
  readonly resources: Resources;
  readonly deployment: Deployment;
  /** Puts a request on the bus and waits for its answer, at most until the context's deadline. */
  readonly ask: <R extends Request>(request: R, data: InputOf<R>, context: Context) => Promise<Outcome<AnswerOf<R>>>;
  readonly view: (name: string) => ViewReader;
  /** Forgets a wiki in this service: its views and what the kernel keeps about it, and the partitions that are named. */
  readonly forget: Forget;
}
