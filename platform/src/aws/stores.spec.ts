import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describePayloads } from '../kernel/payloads.suite.ts';
import type { OpenedUpload } from '../kernel/uploads.ts';
import { describeUploads } from '../kernel/uploads.suite.ts';
import { describeSecrets } from '../kernel/secrets.suite.ts';
import { awsClients } from './clients.ts';
import { WireRefusal } from './doubles/aws-json-wire.ts';
import { s3Wire } from './doubles/s3-wire.ts';
import type { S3Wire } from './doubles/s3-wire.ts';
import { ssmWire } from './doubles/ssm-wire.ts';
import type { SsmWire } from './doubles/ssm-wire.ts';
import { s3Downloads } from './s3-downloads.ts';
import { s3Payloads } from './s3-payloads.ts';
import { s3Uploads } from './s3-uploads.ts';
import { ssmSecrets } from './ssm-secrets.ts';
import { impatient, testAccount } from './test-tables.ts';

const buckets = Array.from({ length: 100 }, (_, n) => `bucket-${n}`);
let objects: S3Wire;
let parameters: SsmWire;
beforeAll(async () => {
  objects = await s3Wire({ buckets });
  parameters = await ssmWire();
});
afterAll(async () => {
  await objects.close();
  await parameters.close();
});

const clients = () => awsClients({ ...testAccount, endpoints: { objects: objects.endpoint, parameters: parameters.endpoint } });

let opened = 0;
const openPayloads = async (bucket = `bucket-${(opened += 1)}`) =>
  s3Payloads({ client: await clients().objects(), bucket, patience: impatient });
const openSecrets = async (prefix = `/wikibot/service-${(opened += 1)}`) => {
  const client = await clients().parameters();
  return () => ssmSecrets({ client, prefix, patience: impatient });
};

describePayloads('S3, on our double,', () => openPayloads());
describeUploads('S3, on our double,', async () => {
  const uploads = s3Uploads({ client: await clients().objects(), bucket: `bucket-${(opened += 1)}`, now: Date.now });
  const put = async ({ url, headers }: OpenedUpload, content: Uint8Array) =>
    (await fetch(url, { method: 'PUT', headers, body: Buffer.from(content) })).ok;
  return { uploads, now: Date.now, put };
});
describeSecrets('the Parameter Store, on our double,', () => openSecrets());

describe('a payload on its way to S3', () => {
  it('waits while somebody else stores the same', async () => {
    const payloads = await openPayloads();
    objects.conflict(2);
    const id = await payloads.put(Buffer.from('x'), {});
    expect(Buffer.from(await payloads.get(id)).toString()).toBe('x');
  });

  it('is refused by S3 when it was damaged', async () => {
    const client = await clients().objects();
    const damaged = new PutObjectCommand({
      Bucket: 'bucket-0',
      Key: 'k',
      Body: 'x',
      IfNoneMatch: '*',
      ChecksumSHA256: Buffer.alloc(32).toString('base64'),
    });
    await expect(client.send(damaged)).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(client.send(new GetObjectCommand({ Bucket: 'bucket-0', Key: 'k' }))).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('goes nowhere when the bucket is not there', async () => {
    await expect((await openPayloads('elsewhere')).put(Buffer.from('x'), {})).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

describe('a download from S3', () => {
  const MEBIBYTE = 1024 * 1024;
  const place = { filename: 'notes.zip', type: 'application/zip' };
  const downloads = async (bucket = `bucket-${(opened += 1)}`) =>
    s3Downloads({ client: await clients().objects(), bucket, now: Date.now, partBytes: 5 * MEBIBYTE });
  async function* chunksOf(content: Buffer, breaks = false): AsyncIterable<Uint8Array> {
    for (let at = 0; at < content.length; at += 700_001) yield content.subarray(at, at + 700_001);
    if (breaks) throw new Error('the repository went away');
  }

  it.each([0, 1, 5 * MEBIBYTE, 12 * MEBIBYTE + 17])('is what was made, byte for byte, of %i bytes', async (bytes) => {
    const content = Buffer.alloc(bytes).map((_, at) => (at * 31) % 251) as Buffer;
    const url = await (await downloads()).offer({ ...place, key: 'wik_1/one', content: chunksOf(content), until: Date.now() + 60_000 });
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
      200,
      'application/zip',
      'attachment; filename="notes.zip"',
    ]);
    expect(Buffer.compare(Buffer.from(await answer.arrayBuffer()), content)).toBe(0);
  });

  it('is fetched with nothing but its address, in its time, and nothing else by that address', async () => {
    const content = Buffer.from('all of it');
    const offer = async (until: number) => (await downloads()).offer({ ...place, key: 'wik_1/two', content: chunksOf(content), until });
    const url = await offer(Date.now() + 60_000);
    expect((await fetch(url.replace('two', 'one'))).status).toBe(403);
    expect((await fetch(url, { method: 'PUT', body: 'other' })).status).toBe(403);
    expect((await fetch(url, { headers: { Authorization: 'Bearer wb_x' } })).status).toBe(400);
    const late = new URL(url);
    late.searchParams.set('X-Amz-Expires', '604800');
    expect((await fetch(late)).status).toBe(403);
  });

  it('leaves nothing behind when its making breaks off', async () => {
    const broken = { ...place, key: 'wik_1/three', content: chunksOf(Buffer.alloc(6 * MEBIBYTE), true), until: Date.now() + 60_000 };
    await expect((await downloads('bucket-99')).offer(broken)).rejects.toThrow('went away');
    expect([objects.openUploads(), [...objects.objects.keys()].filter((key) => key.startsWith('bucket-99/'))]).toEqual([0, []]);
  });
});

describe('a secret that was just stored', () => {
  it('is waited for until it is found', async () => {
    const door = await openSecrets();
    parameters.lag(3);
    expect(await door().keep('key', () => 'made')).toBe('made');
  });

  it('lies below the path of its service', async () => {
    const door = await openSecrets('/wikibot/auth');
    await door().keep('session-key', () => 'made');
    expect(parameters.parameters.get('/wikibot/auth/session-key')).toBe('made');
  });

  it.each(['ThrottlingException', 'InternalServerError'])('is kept and found though the store says "not now": %s', async (code) => {
    const refused: string[] = [];
    const busy = await ssmWire({
      admit: ({ operation }) => {
        if (refused.filter((one) => one === operation).length >= 3) return;
        refused.push(operation);
        throw new WireRefusal(code, 'Rate exceeded');
      },
    });
    const client = new SSMClient({ ...testAccount, endpoint: busy.endpoint, maxAttempts: 1 });
    const secrets = ssmSecrets({ client, prefix: '/wikibot/auth', patience: impatient });
    expect(await secrets.keep('key', () => 'made')).toBe('made');
    expect([refused.length, [...busy.parameters]]).toEqual([6, [['/wikibot/auth/key', 'made']]]);
    client.destroy();
    await busy.close();
  });
});
