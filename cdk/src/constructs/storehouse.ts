import { RemovalPolicy } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { GatewayVpcEndpointAwsService, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { AccessPoint } from 'aws-cdk-lib/aws-efs';
import { FileSystem, LifecyclePolicy, PerformanceMode, ThroughputMode } from 'aws-cdk-lib/aws-efs';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** Git's own folder inside the file system, owned by one user that nobody else is. */
const OWNER = '1000';
const MOUNT = '/mnt/repositories';

/** With a policy of its own, a file system lets in only whom a role allows (Amazon EFS User Guide, "Using IAM to control access"). */
const ENCRYPTED_ONLY = new PolicyDocument({
  statements: [
    new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['*'],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  ],
});

/** The repositories on EFS, in a network without any way out: only the table and the payloads can be reached from there. */
export class Storehouse extends Construct {
  readonly vpc: IVpc;
  /** Whoever carries it may speak NFS to the file system. */
  readonly client: SecurityGroup;
  private readonly fileSystem: FileSystem;
  private readonly door: AccessPoint;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Network', {
      maxAzs: 2,
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'repositories', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
      gatewayEndpoints: { s3: { service: GatewayVpcEndpointAwsService.S3 }, table: { service: GatewayVpcEndpointAwsService.DYNAMODB } },
    }) as IVpc; // its optional fields may be undefined
    this.client = new SecurityGroup(this, 'Client', { vpc: this.vpc, description: 'Functions that keep repositories' });
    this.fileSystem = new FileSystem(this, 'FileSystem', {
      vpc: this.vpc,
      encrypted: true,
      enableAutomaticBackups: true,
      performanceMode: PerformanceMode.GENERAL_PURPOSE,
      throughputMode: ThroughputMode.ELASTIC,
      lifecyclePolicy: LifecyclePolicy.AFTER_30_DAYS,
      // Nobody without a role of ours: what the framework would write instead lets root in from anywhere in the network.
      allowAnonymousAccess: true,
      fileSystemPolicy: ENCRYPTED_ONLY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.door = this.fileSystem.addAccessPoint('Repositories', {
      path: '/repositories',
      createAcl: { ownerUid: OWNER, ownerGid: OWNER, permissions: '750' },
      posixUser: { uid: OWNER, gid: OWNER },
    });
    this.fileSystem.connections.allowDefaultPortFrom(this.client);
  }

  grantRepositories(fn: ServiceFunction): void {
    fn.fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        resources: [this.fileSystem.fileSystemArn],
        conditions: { StringEquals: { 'elasticfilesystem:AccessPointArn': this.door.accessPointArn } },
      }),
    );
    fn.mount({ arn: this.door.accessPointArn, localMountPath: MOUNT });
    fn.tell('REPOSITORY_FOLDER', MOUNT);
  }
}
