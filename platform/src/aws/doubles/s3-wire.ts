/**
 * A double of S3 at the wire, path-style: PutObject only with `If-None-Match: *` and a SHA-256 that is right, or presigned, GetObject, also presigned,
 * DeleteObject, multipart uploads, and ListObjectsV2 by prefix (Amazon S3 API Reference, under these names and "Error responses").
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyOf, callerOf, listening } from './aws-json-wire.ts';
import type { Admit, Wire } from './aws-json-wire.ts';
import { multipart } from './s3-multipart.ts';
import { isPresigned, presignedCaller, presignedProblem } from './s3-presigned.ts';

export interface S3Wire extends Wire {
  /** Contents by `bucket/key`. */
  readonly objects: Map<string, Buffer>;
  /** How often contents were sent. */
  readonly puts: readonly string[];
  /** Multipart uploads that were begun, and neither completed nor given up. */
  openUploads(): number;
  /** Says of the next so many puts that another is under way for the same key. */
  conflict(times: number): void;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'Content-Type': 'application/xml' },
  body: Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>double</RequestId></Error>`,
  ),
});

type S3Method = 'GetObject' | 'PutObject' | 'DeleteObject' | 'ListBucket';

interface Sent {
  readonly incoming: IncomingMessage;
  readonly content: Buffer;
}

const METHODS: Readonly<Record<string, S3Method>> = { GET: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' };

const isAdmitted = (admit: () => void): boolean => {
  try {
    admit();
    return true;
  } catch {
    return false;
  }
};

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('base64');

const methodOf = (incoming: IncomingMessage, query: URLSearchParams): S3Method | undefined =>
  query.get('list-type') === '2' ? 'ListBucket' : METHODS[incoming.method ?? ''];

/** `bucket/prefix` of what is to be listed. */
const listed = (place: string, query: URLSearchParams): string => `${place.replace(/\/$/, '')}/${query.get('prefix') ?? ''}`;

const remove = (objects: Map<string, Buffer>, place: string): Answer => {
  objects.delete(place);
  return { status: 204 };
};

const list = (objects: ReadonlyMap<string, Buffer>, bucket: string, prefix: string): Answer => {
  const keys = [...objects.keys()].filter((place) => place.startsWith(prefix)).map((place) => place.slice(bucket.length + 1));
  const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
  return {
    status: 200,
    headers: { 'Content-Type': 'application/xml' },
    body: Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`,
    ),
  };
};

export interface S3WireOptions {
  readonly buckets: readonly string[];
  readonly admit?: Admit;
  /** The secret of every caller, to check what they have signed. */
  readonly secret?: string;
}

const got = (content: Buffer | undefined, mayList: () => boolean, headers: Answer['headers'] = {}): Answer => {
  // "GetObject", Permissions: whoever may not list is not told that there is nothing
  if (!content && !mayList()) return refusal(403, 'AccessDenied', 'Access Denied');
  if (!content) return refusal(404, 'NoSuchKey', 'The specified key does not exist.');
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'x-amz-checksum-sha256': sha256(content), ...headers },
    body: content,
  };
};

const PRESIGNED: Readonly<Record<string, S3Method>> = { GET: 'GetObject', PUT: 'PutObject' };

/** What is wrong with an address, or with what was sent to it. */
const presignedRefusal = (incoming: IncomingMessage, url: URL, secret: string): Answer | undefined => {
  const problem = PRESIGNED[incoming.method ?? ''] ? presignedProblem(incoming, url, secret) : 'MethodNotAllowed';
  if (problem) return refusal(403, problem, problem);
  // "Error responses", InvalidArgument: whoever signs by query and by header is told to choose
  return incoming.headers.authorization === undefined ? undefined : refusal(400, 'InvalidArgument', 'Only one auth mechanism allowed');
};

/** Whoever holds the address acts as whoever signed it, and may write over what is there. Undefined when nothing is in the way. */
const admitPresigned = (options: Required<S3WireOptions>, url: URL, incoming: IncomingMessage): Answer | undefined =>
  presignedRefusal(incoming, url, options.secret) ??
  admitted(options, { caller: presignedCaller(url), operation: PRESIGNED[incoming.method ?? ''] ?? '', place: placeOf(url) });

interface Doing {
  readonly caller: string;
  readonly operation: string;
  /** `bucket/key` */
  readonly place: string;
}

const placeOf = ({ pathname }: URL): string => decodeURIComponent(pathname.slice(1));

const admitted = ({ admit, buckets }: Required<S3WireOptions>, { caller, operation, place }: Doing): Answer | undefined => {
  const [Bucket = '', ...key] = place.split('/');
  if (!isAdmitted(() => admit({ caller, operation, input: { Bucket, Key: key.join('/') } })))
    return refusal(403, 'AccessDenied', 'Access Denied');
  return buckets.includes(Bucket) ? undefined : refusal(404, 'NoSuchBucket', 'The specified bucket does not exist');
};

/** How contents are stored: those of our own once and checked, those of clients over what was there. */
const writer = (objects: Map<string, Buffer>, puts: string[]) => {
  let conflicts = 0;
  const put = (place: string, incoming: IncomingMessage, content: Buffer): Answer => {
    puts.push(place);
    if (incoming.headers['if-none-match'] !== '*')
      return refusal(501, 'NotImplemented', 'this double stores what is not there yet, and nothing else');
    if (incoming.headers['x-amz-checksum-sha256'] !== sha256(content))
      return refusal(400, 'BadDigest', 'The SHA256 you specified did not match the calculated checksum.');
    if (conflicts > 0) {
      conflicts -= 1;
      return refusal(409, 'ConditionalRequestConflict', 'A conflicting operation occurred during this operation.');
    }
    if (objects.has(place)) return refusal(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
    objects.set(place, content);
    return {
      status: 200,
      headers: { ETag: `"${createHash('md5').update(content).digest('hex')}"`, 'x-amz-checksum-sha256': sha256(content) },
    };
  };
  const write = (place: string, content: Buffer): Answer => {
    objects.set(place, content);
    return { status: 200, headers: { ETag: `"${createHash('md5').update(content).digest('hex')}"` } };
  };
  return { put, write, conflict: (times: number): void => void (conflicts += times) };
};

export const s3Wire = async ({ buckets, admit = () => undefined, secret = 'test' }: S3WireOptions): Promise<S3Wire> => {
  const objects = new Map<string, Buffer>();
  const puts: string[] = [];
  const headersOf = new Map<string, Readonly<Record<string, string>>>();
  const inParts = multipart((place, content, headers) => {
    objects.set(place, content);
    headersOf.set(place, headers);
  });
  const { put, write, conflict } = writer(objects, puts);

  const options = { buckets, admit, secret };

  const presigned = (url: URL, incoming: IncomingMessage, content: Buffer): Answer => {
    const problem = admitPresigned(options, url, incoming);
    if (problem) return problem;
    const place = placeOf(url);
    return incoming.method === 'GET' ? got(objects.get(place), () => true, headersOf.get(place)) : write(place, content);
  };
  const partly = (url: URL, incoming: IncomingMessage, content: Buffer): Answer | undefined => {
    const { headers, method = '' } = incoming;
    const operation = inParts.permission(method, url.searchParams);
    if (operation === undefined) return undefined;
    const call = { method, place: placeOf(url), query: url.searchParams, headers, content };
    return admitted(options, { caller: callerOf(incoming), operation, place: call.place }) ?? inParts.carryOut(call);
  };
  const wholly = (url: URL, incoming: IncomingMessage, content: Buffer): Answer => {
    const { searchParams } = url;
    const unknown = [...searchParams.keys()].filter((name) => !['x-id', 'list-type', 'prefix'].includes(name));
    if (unknown.length > 0) return refusal(501, 'NotImplemented', `this double has no parameter ${unknown.join(', ')}`);
    const method = methodOf(incoming, searchParams);
    if (!method) return refusal(501, 'NotImplemented', 'this double has no such method');
    return carryOut(method, method === 'ListBucket' ? listed(placeOf(url), searchParams) : placeOf(url), { incoming, content });
  };

  const carryOut = (method: S3Method, place: string, { incoming, content }: Sent): Answer => {
    const caller = callerOf(incoming);
    const problem = admitted(options, { caller, operation: method, place });
    if (problem) return problem;
    if (method === 'ListBucket') return list(objects, place.split('/')[0] ?? '', place);
    if (method === 'DeleteObject') return remove(objects, place);
    const mayList = (): boolean => admitted(options, { caller, operation: 'ListBucket', place }) === undefined;
    return method === 'PutObject' ? put(place, incoming, content) : got(objects.get(place), mayList);
  };

  const answerOf = async (incoming: IncomingMessage): Promise<Answer> => {
    const url = new URL(incoming.url ?? '/', 'http://double');
    const content = await bodyOf(incoming);
    if (isPresigned(url)) return presigned(url, incoming, content);
    return partly(url, incoming, content) ?? wholly(url, incoming, content);
  };

  const wire = await listening(async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { status, headers = {}, body = Buffer.alloc(0) } = await answerOf(incoming);
    outgoing.writeHead(status, { ...headers, 'Content-Length': body.length }).end(body);
  });
  return { ...wire, objects, puts, openUploads: inParts.open, conflict };
};
