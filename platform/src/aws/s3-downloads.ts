/**
 * Downloads over S3: what is made is sent to the bucket in parts, one part in memory, and fetched from there by an address that is signed
 * for it and soon expires (Amazon S3 User Guide, "Uploading and copying objects using multipart upload" and "Sharing objects with
 * presigned URLs"). A rule of the bucket deletes what lies there for a day.
 */
import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Download, Downloads } from '../kernel/downloads.ts';

export interface S3DownloadsParts {
  readonly client: S3Client;
  readonly bucket: string;
  readonly now: () => number;
  /** Of all parts but the last; 16 MiB unless told, which allows 156 GiB (10,000 parts). */
  readonly partBytes?: number;
}

/** The rule of the bucket names it. */
export const DOWNLOAD_PREFIX = 'downloads/';

const MEBIBYTE = 1024 * 1024;

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

export const s3Downloads = ({ client, bucket, now, partBytes = 16 * MEBIBYTE }: S3DownloadsParts): Downloads => ({
  offer: async (download) => {
    const place = { Bucket: bucket, Key: DOWNLOAD_PREFIX + download.key };
    await stored(client, place, { download, partBytes });
    const signingDate = new Date(now());
    const expiresIn = Math.max(1, Math.round((download.until - signingDate.getTime()) / 1000));
    return getSignedUrl(client, new GetObjectCommand(place), { expiresIn, signingDate });
  },
});

const stored = async (
  client: S3Client,
  place: Place,
  { download, partBytes }: { readonly download: Download; readonly partBytes: number },
): Promise<void> => {
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({
      ...place,
      ContentType: download.type,
      ContentDisposition: `attachment; filename="${download.filename}"`,
      CacheControl: 'no-store',
      ChecksumAlgorithm: 'SHA256',
    }),
  );
  try {
    const Parts: CompletedPart[] = [];
    for await (const content of partsOf(download.content, partBytes)) {
      const part = { PartNumber: Parts.length + 1, ChecksumSHA256: createHash('sha256').update(content).digest('base64') };
      const { ETag } = await client.send(new UploadPartCommand({ ...place, UploadId, ...part, Body: content }));
      Parts.push({ ...part, ...(ETag === undefined ? {} : { ETag }) });
    }
    await client.send(new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts } }));
  } catch (error) {
    // What cannot be given up now, the bucket's rule gives up in a day.
    await client.send(new AbortMultipartUploadCommand({ ...place, UploadId })).catch(() => undefined);
    throw error;
  }
};

/** All of one length but the last, which may be empty when there is nothing at all. */
async function* partsOf(content: AsyncIterable<Uint8Array>, bytes: number): AsyncIterable<Uint8Array> {
  let part = Buffer.alloc(bytes);
  let filled = 0;
  let parts = 0;
  for await (const chunk of content) {
    for (let at = 0; at < chunk.byteLength;) {
      const taken = Math.min(bytes - filled, chunk.byteLength - at);
      part.set(chunk.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled < bytes) continue;
      yield part;
      parts += 1;
      part = Buffer.alloc(bytes);
      filled = 0;
    }
  }
  if (filled > 0 || parts === 0) yield part.subarray(0, filled);
}
