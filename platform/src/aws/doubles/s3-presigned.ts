/**
 * What S3 asks of a presigned request (Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)"):
 * the signature is made anew from what really came, so neither key nor length nor time can be another than was signed.
 */
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const SIGNATURE = 'X-Amz-Signature';

export const isPresigned = ({ searchParams }: URL): boolean => searchParams.has(SIGNATURE);

export const presignedCaller = ({ searchParams }: URL): string => (searchParams.get('X-Amz-Credential') ?? '').split('/')[0] ?? '';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const strict = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const canonicalRequest = (incoming: IncomingMessage, url: URL, signed: readonly string[]): string => {
  const query = [...url.searchParams].filter(([name]) => name !== SIGNATURE).map(([name, value]) => `${strict(name)}=${strict(value)}`);
  const headers = signed.map((name) => `${name}:${String(incoming.headers[name] ?? '').trim()}\n`);
  return [incoming.method, url.pathname, query.sort().join('&'), headers.join(''), signed.join(';'), 'UNSIGNED-PAYLOAD'].join('\n');
};

/** `YYYYMMDDTHHMMSSZ`. */
const momentOf = (date: string): number => Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** Undefined when the request is as it was signed, otherwise the code of S3's refusal. */
export const presignedProblem = (incoming: IncomingMessage, url: URL, secret: string): string | undefined => {
  const field = (name: string): string => url.searchParams.get(`X-Amz-${name}`) ?? '';
  const [, ...scope] = field('Credential').split('/');
  const [day = '', region = '', service = ''] = scope;
  const signed = field('SignedHeaders').split(';');
  // What is to be sent has a length; a client that fetches sends nothing.
  const needed = incoming.method === 'PUT' ? ['host', 'content-length'] : ['host'];
  if (!needed.every((name) => signed.includes(name))) return 'AccessDenied';
  const digest = createHash('sha256')
    .update(canonicalRequest(incoming, url, signed))
    .digest('hex');
  const key = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secret}`, day));
  const expected = hmac(key, [field('Algorithm'), field('Date'), scope.join('/'), digest].join('\n')).toString('hex');
  if (field('Signature') !== expected) return 'SignatureDoesNotMatch';
  return momentOf(field('Date')) + Number(field('Expires')) * 1000 < Date.now() ? 'AccessDenied' : undefined;
};
