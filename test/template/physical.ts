/**
 * What CloudFormation makes of references: the name, ARN and other attributes of each kind of resource that our stacks have (AWS
 * CloudFormation Template Reference, "Return values" of each resource type). A kind that is not here is an error.
 */
export const REGION = 'eu-central-1';
export const ACCOUNT = '123456789012';

export interface Named {
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Returned {
  /** The property that names it; without one CloudFormation makes a name up. */
  readonly namedBy?: string;
  /** What `Ref` gives; the name unless told. */
  readonly ref?: (resource: Named) => string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes?: Readonly<Record<string, (resource: Named) => string>>;
}

const arnOf = (service: string, rest: (name: string) => string, place = `${REGION}:${ACCOUNT}`) => ({
  Arn: ({ name }: Named): string => `arn:aws:${service}:${place}:${rest(name)}`,
});
const table = arnOf('dynamodb', (name) => `table/${name}`);
const machine = arnOf('states', (name) => `stateMachine:${name}`);
const topic = arnOf('sns', (name) => name);
const plain: Returned = {};

export const RETURNED: Readonly<Record<string, Returned>> = {
  'AWS::ApiGateway::Authorizer': plain,
  'AWS::ApiGateway::Deployment': plain,
  'AWS::ApiGateway::Resource': plain,
  'AWS::ApiGateway::RestApi': { attributes: { RootResourceId: ({ name }) => `${name}-root` } },
  'AWS::ApiGateway::Stage': { namedBy: 'StageName' },
  'AWS::CloudFront::CachePolicy': plain,
  'AWS::CloudFront::Distribution': { attributes: { DomainName: ({ name }) => `${name.toLowerCase()}.cloudfront.net` } },
  'AWS::CloudFront::Function': { attributes: { FunctionARN: ({ name }) => `arn:aws:cloudfront::${ACCOUNT}:function/${name}` } },
  'AWS::DynamoDB::Table': { attributes: { ...table, StreamArn: (one) => `${table.Arn(one)}/stream/2026-01-01T00:00:00.000` } },
  'AWS::EC2::RouteTable': plain,
  'AWS::EC2::SecurityGroup': { attributes: { GroupId: ({ name }) => `sg-${name}` } },
  'AWS::EC2::Subnet': plain,
  'AWS::EC2::VPC': plain,
  'AWS::EFS::AccessPoint': { attributes: arnOf('elasticfilesystem', (name) => `access-point/${name}`) },
  'AWS::EFS::FileSystem': { attributes: arnOf('elasticfilesystem', (name) => `file-system/${name}`) },
  'AWS::Events::EventBus': { namedBy: 'Name', attributes: arnOf('events', (name) => `event-bus/${name}`) },
  'AWS::Events::Rule': { attributes: { Arn: ruleArn } },
  'AWS::IAM::Role': { attributes: arnOf('iam', (name) => `role/${name}`, `:${ACCOUNT}`) },
  'AWS::Lambda::Function': { attributes: arnOf('lambda', (name) => `function:${name}`) },
  'AWS::Logs::LogGroup': { attributes: arnOf('logs', (name) => `log-group:${name}:*`) },
  'AWS::S3::Bucket': {
    ref: ({ name }) => name.toLowerCase(),
    attributes: {
      Arn: ({ name }) => `arn:aws:s3:::${name.toLowerCase()}`,
      RegionalDomainName: ({ name }) => `${name.toLowerCase()}.s3.${REGION}.amazonaws.com`,
    },
  },
  'AWS::SNS::Topic': { ref: topic.Arn, attributes: { ...topic, TopicName: ({ name }) => name } },
  'AWS::SQS::Queue': {
    ref: ({ name }) => `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`,
    attributes: { ...arnOf('sqs', (name) => name), QueueName: ({ name }) => name },
  },
  'AWS::StepFunctions::StateMachine': { ref: machine.Arn, attributes: { ...machine, Name: ({ name }) => name } },
};

/** A rule on a bus of one's own carries the bus in its ARN (Service Authorization Reference, "Amazon EventBridge", resource types). */
function ruleArn({ name, properties }: Named): string {
  const bus = properties['EventBusName'];
  return `arn:aws:events:${REGION}:${ACCOUNT}:rule/${typeof bus === 'string' ? `${bus}/` : ''}${name}`;
}
