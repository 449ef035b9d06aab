/**
 * The payload store over S3: one object for each content, named by its hash, written once. S3 checks the bytes on their way in by their
 * SHA-256 and refuses a second write of the same name (Amazon S3 User Guide, "Checking object integrity" and "Conditional writes").
 */
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import type { PayloadId } from '@wikibot/contracts/define/ids';
import { partsOfPayload, PayloadMissing, payloadIdOf } from '../kernel/payloads.ts';
import type { Payloads } from '../kernel/payloads.ts';
import { nameOf, persistently, systemPatience } from './retries.ts';
import type { Patience } from './retries.ts';

export interface S3PayloadsParts {
  readonly client: Pick<S3Client, 'send'>;
  readonly bucket: string;
  readonly patience?: Patience;
}

/** Somebody else stored the same content first, or is at it; then it is asked for again, and the answer says which. */
const THERE = 'PreconditionFailed';
const AT_IT = 'ConditionalRequestConflict';

const isAtIt = (error: unknown): boolean => nameOf(error) === AT_IT;

/** Spread over prefixes, as S3 scales by them. */
const keyOf = (id: PayloadId): string => {
  const { about, hash } = partsOfPayload(id);
  return `${about === undefined ? '' : `${about}/`}${hash.slice(0, 2)}/${hash}`;
};

export const s3Payloads = ({ client, bucket, patience = systemPatience }: S3PayloadsParts): Payloads => {
  const store = async (id: PayloadId, content: Uint8Array): Promise<void> => {
    const checksum = Buffer.from(partsOfPayload(id).hash, 'hex').toString('base64');
    try {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: keyOf(id),
          Body: content,
          IfNoneMatch: '*',
          ChecksumAlgorithm: 'SHA256',
          ChecksumSHA256: checksum,
        }),
      );
    } catch (error) {
      if (nameOf(error) !== THERE) throw error;
    }
  };
  return {
    put: async (content, about) => {
      const id = payloadIdOf(content, about);
      await persistently(patience, () => store(id, content), isAtIt);
      return id;
    },
    get: async (id) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(id), ChecksumMode: 'ENABLED' }));
        if (!Body) throw new Error(`S3 answered payload ${id} without a body`);
        return await Body.transformToByteArray();
      } catch (error) {
        throw nameOf(error) === 'NoSuchKey' ? new PayloadMissing(id) : error;
      }
    },
    forget: async (wikiId) => {
      for (;;) {
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `${wikiId}/` }));
        if (Contents.length === 0) return;
        await Promise.all(Contents.map(({ Key }) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key }))));
      }
    },
  };
};
