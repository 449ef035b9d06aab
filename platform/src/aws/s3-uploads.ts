/**
 * Uploads over S3: a client sends a file to the bucket itself, by an address that is signed for one key and one length and soon expires
 * (Amazon S3 User Guide, "Uploading objects with presigned URLs"). A rule of the bucket deletes what lies there for a day.
 */
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Uploads } from '../kernel/uploads.ts';
import { nameOf } from './retries.ts';

export interface S3UploadsParts {
  readonly client: S3Client;
  readonly bucket: string;
  readonly now: () => number;
}

/** The rule of the bucket names it. */
export const UPLOAD_PREFIX = 'uploads/';

/** Without the length under the signature a client could send what it likes. */
const SIGNED = new Set(['content-length', 'host']);

export const s3Uploads = ({ client, bucket, now }: S3UploadsParts): Uploads => ({
  open: async ({ key, bytes, until }) => {
    const command = new PutObjectCommand({ Bucket: bucket, Key: UPLOAD_PREFIX + key, ContentLength: bytes });
    const signingDate = new Date(Math.min(now(), until - 1000));
    const expiresIn = Math.max(1, Math.round((until - signingDate.getTime()) / 1000));
    return { url: await getSignedUrl(client, command, { expiresIn, signingDate, signableHeaders: SIGNED }), headers: {} };
  },
  read: async (key) => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: UPLOAD_PREFIX + key }));
      return await Body?.transformToByteArray();
    } catch (error) {
      if (nameOf(error) === 'NoSuchKey') return undefined;
      throw error;
    }
  },
});
