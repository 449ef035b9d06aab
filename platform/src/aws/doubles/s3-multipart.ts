/**
 * Multipart uploads of the double of S3 (Amazon S3 API Reference, CreateMultipartUpload, UploadPart, CompleteMultipartUpload,
 * AbortMultipartUpload): made with SHA-256, of parts of at least 5 MiB but the last, each named again at the end with its tag and checksum.
 */
import { createHash, randomUUID } from 'node:crypto';

export interface MultipartAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

interface Upload {
  readonly place: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, Buffer>;
}

interface Call {
  readonly method: string;
  readonly place: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly content: Buffer;
}

export interface Multipart {
  /** The permission that a call takes; undefined when it is none of a multipart upload. */
  readonly permission: (method: string, query: URLSearchParams) => string | undefined;
  readonly carryOut: (call: Call) => MultipartAnswer;
  /** Uploads that were begun and neither completed nor given up. */
  readonly open: () => number;
}

const LEAST_PART = 5 * 1024 * 1024;

const xml = (text: string, status = 200): MultipartAnswer => ({
  status,
  headers: { 'Content-Type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`),
});
const refusal = (status: number, code: string): MultipartAnswer =>
  xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status);

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('base64');
const tagOf = (content: Buffer): string => `"${createHash('md5').update(content).digest('hex')}"`;
const KEPT = ['content-type', 'content-disposition', 'cache-control'];

/** @param keep stores what was completed, with the headers that it is answered with */
export const multipart = (keep: (place: string, content: Buffer, headers: Readonly<Record<string, string>>) => void): Multipart => {
  const uploads = new Map<string, Upload>();

  const create = ({ place, headers }: Call): MultipartAnswer => {
    if (headers['x-amz-checksum-algorithm'] !== 'SHA256') return refusal(501, 'NotImplemented');
    const id = randomUUID();
    const kept = KEPT.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]]));
    uploads.set(id, { place, headers: Object.fromEntries(kept) as Readonly<Record<string, string>>, parts: new Map() });
    return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
  };

  const part = ({ query, headers, content }: Call, { parts }: Upload): MultipartAnswer => {
    const checksum = sha256(content);
    if (headers['x-amz-checksum-sha256'] !== checksum) return refusal(400, 'BadDigest');
    parts.set(Number(query.get('partNumber')), content);
    return { status: 200, headers: { ETag: tagOf(content), 'x-amz-checksum-sha256': checksum } };
  };

  const complete = ({ query, content }: Call, { place, parts, headers }: Upload): MultipartAnswer => {
    const field = (text: string, name: string): string =>
      new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1]?.replaceAll('&quot;', '"') ?? '';
    const named = [...content.toString().matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, text = '']) => ({
      content: parts.get(Number(field(text, 'PartNumber'))),
      tag: field(text, 'ETag'),
      checksum: field(text, 'ChecksumSHA256'),
    }));
    if (named.length === 0) return refusal(400, 'MalformedXML');
    const whole = named.flatMap((one) =>
      one.content && tagOf(one.content) === one.tag && sha256(one.content) === one.checksum ? [one.content] : [],
    );
    if (whole.length !== named.length) return refusal(400, 'InvalidPart');
    if (whole.slice(0, -1).some(({ length }) => length < LEAST_PART)) return refusal(400, 'EntityTooSmall');
    uploads.delete(query.get('uploadId') ?? '');
    keep(place, Buffer.concat(whole), headers);
    return xml(`<CompleteMultipartUploadResult><ETag>&quot;${named.length}&quot;</ETag></CompleteMultipartUploadResult>`);
  };

  const of = (call: Call, upload: Upload): MultipartAnswer => {
    if (call.method === 'PUT') return part(call, upload);
    if (call.method === 'POST') return complete(call, upload);
    uploads.delete(call.query.get('uploadId') ?? '');
    return { status: 204 };
  };

  return {
    permission: (method, query) => {
      if (!query.has('uploads') && !query.has('uploadId')) return undefined;
      return method === 'DELETE' ? 'AbortMultipartUpload' : 'PutObject';
    },
    carryOut: (call) => {
      if (call.query.has('uploads')) return create(call);
      const upload = uploads.get(call.query.get('uploadId') ?? '');
      return upload?.place === call.place ? of(call, upload) : refusal(404, 'NoSuchUpload');
    },
    open: () => uploads.size,
  };
};
