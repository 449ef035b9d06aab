import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** Below this clients put what they upload; nothing of it stays for longer than a day. */
const UPLOADS = 'uploads/';

/** Below this lies what is too large for an answer, for as long. */
const DOWNLOADS = 'downloads/';

/** Content too large for a message, under its own SHA-256: written once, never changed, read by every service, deleted with its wiki. */
export class PayloadStore extends Construct {
  private readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
        { prefix: UPLOADS, expiration: Duration.days(1) },
        { prefix: DOWNLOADS, expiration: Duration.days(1) },
      ],
      // A page in a browser may send a file here; whether it is taken the signature says.
      cors: [{ allowedMethods: [HttpMethods.PUT], allowedOrigins: ['*'], allowedHeaders: ['content-type'] }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  grantRead(fn: ServiceFunction): void {
    this.grant(fn, ['s3:GetObject']);
  }

  grantWrite(fn: ServiceFunction): void {
    this.grant(fn, ['s3:GetObject', 's3:PutObject']);
  }

  /** Of wikis only: what is about none stays. */
  grantForget(fn: ServiceFunction): void {
    fn.fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:DeleteObject'], resources: [this.bucket.arnForObjects('wik_*')] }));
  }

  /** Whoever signs an address for a client must be allowed to do itself what the client is to do. */
  grantUploads(fn: ServiceFunction): void {
    this.grant(fn, ['s3:GetObject', 's3:PutObject'], `${UPLOADS}*`);
  }

  /** It is written in parts, given up when that fails, and read by whoever was given the address. */
  grantDownloads(fn: ServiceFunction): void {
    this.grant(fn, ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'], `${DOWNLOADS}*`);
  }

  private grant(fn: ServiceFunction, actions: readonly string[], objects = '*'): void {
    fn.fn.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [this.bucket.arnForObjects(objects)] }));
    // Who may not list is told "denied" where "no such key" is meant (Amazon S3 API Reference, "GetObject", Permissions).
    fn.fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }));
    fn.tell('PAYLOAD_BUCKET', this.bucket.bucketName);
    fn.tell('UPLOADS_ORIGIN', `https://${this.bucket.bucketRegionalDomainName}`);
  }
}
