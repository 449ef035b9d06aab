import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** Content too large for a message, under its own SHA-256: written once, never changed, read by every service. */
export class PayloadStore extends Construct {
  private readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  grantRead(fn: ServiceFunction): void {
    this.grant(fn, ['s3:GetObject']);
  }

  grantWrite(fn: ServiceFunction): void {
    this.grant(fn, ['s3:GetObject', 's3:PutObject']);
  }

  private grant(fn: ServiceFunction, actions: readonly string[]): void {
    fn.fn.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [this.bucket.arnForObjects('*')] }));
    // Who may not list is told "denied" where "no such key" is meant (Amazon S3 API Reference, "GetObject", Permissions).
    fn.fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }));
    fn.tell('PAYLOAD_BUCKET', this.bucket.bucketName);
  }
}
