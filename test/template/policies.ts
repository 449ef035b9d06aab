/**
 * What IAM says to a call, from the policies of the templates: an explicit deny wins, then an allow, otherwise no (AWS IAM User Guide,
 * "Policy evaluation logic"). A condition operator that is not here is an error.
 */
import type { Cloud, Made } from './resolved.ts';

export interface Ask {
  /** `dynamodb:PutItem` */
  readonly action: string;
  readonly resource: string;
  /** Condition keys that the service sets, e.g. `events:source`. */
  readonly context?: Readonly<Record<string, string>>;
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const listed = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : [value as T]);

/** `*` stands for any characters and `?` for one ("IAM JSON policy elements: Resource", wildcards). */
export const fits = (pattern: string, text: string): boolean => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
};

const OPERATORS: Readonly<Record<string, (wanted: string, given: string) => boolean>> = {
  ArnEquals: fits,
  ArnLike: fits,
  Bool: (wanted, given) => wanted === given,
  StringEquals: (wanted, given) => wanted === given,
};

/** A key that the call does not have fits no condition of these operators ("IAM JSON policy elements: Condition operators"). */
const meets = (condition: NonNullable<Statement['Condition']>, context: Readonly<Record<string, string>>): boolean =>
  Object.entries(condition).every(([name, keys]) => {
    const operator = OPERATORS[name];
    if (!operator) throw new Error(`the policies use the operator ${name}, which this runner does not know`);
    return Object.entries(keys).every(([key, wanted]) => {
      const given = context[key];
      return given !== undefined && listed(wanted).some((one) => operator(one, given));
    });
  });

const applies = ({ Action, Resource, Condition = {} }: Statement, { action, resource, context = {} }: Ask): boolean =>
  listed(Action).some((one) => fits(one, action)) &&
  listed(Resource).some((one) => fits(one, resource)) &&
  // every call of this runner is as good as encrypted
  meets(Condition, { 'aws:SecureTransport': 'true', ...context });

export const allows = (statements: readonly Statement[], ask: Ask): boolean => {
  const found = statements.filter((statement) => applies(statement, ask));
  return found.length > 0 && found.every(({ Effect }) => Effect === 'Allow');
};

const statementsIn = ({ properties }: Made): readonly Statement[] =>
  (properties['PolicyDocument'] as { readonly Statement: readonly Statement[] }).Statement; // IAM's own form

/** What each role may do, by the role's ARN. */
export const statementsOfRole = (cloud: Cloud, roleArn: string): readonly Statement[] => {
  const { ref } = cloud.byArn(roleArn);
  return cloud
    .ofType('AWS::IAM::Policy')
    .flatMap((policy) => ((policy.properties['Roles'] as readonly string[]).includes(ref) ? statementsIn(policy) : []));
};

const isPrincipal = (statement: Statement, service: string): boolean => {
  const { Principal = {} } = statement;
  return Principal === '*' || listed(Principal['Service'] ?? []).includes(service) || listed(Principal['AWS'] ?? []).includes('*');
};

/** A service of AWS that wants something of a resource. */
export interface ServiceAsk {
  /** `events.amazonaws.com` */
  readonly service: string;
  /** On whose behalf: `aws:SourceArn`. */
  readonly sourceArn: string;
}

/** Whether a queue takes messages from a service of AWS (Amazon SQS Developer Guide, "Using identity-based and resource-based policies"). */
export const queueTakes = (cloud: Cloud, queue: Made, { service, sourceArn }: ServiceAsk): boolean => {
  const statements = cloud
    .ofType('AWS::SQS::QueuePolicy')
    .flatMap((policy) => ((policy.properties['Queues'] as readonly string[]).includes(queue.ref) ? statementsIn(policy) : []));
  const ask = { action: 'sqs:SendMessage', resource: queue.arn ?? '', context: { 'aws:SourceArn': sourceArn } };
  return allows(
    statements.filter((statement) => isPrincipal(statement, service)),
    ask,
  );
};

/** Whether a function lets a service of AWS call it (AWS Lambda Developer Guide, "Viewing resource-based IAM policies in Lambda"). */
export const mayInvoke = (cloud: Cloud, functionArn: string, { service, sourceArn }: ServiceAsk): boolean =>
  cloud.ofType('AWS::Lambda::Permission').some(({ properties }) => {
    const { Action, FunctionName, Principal, SourceArn } = properties as Readonly<Record<string, string>>; // CloudFormation's own form
    return Action === 'lambda:InvokeFunction' && FunctionName === functionArn && Principal === service && fits(SourceArn ?? '*', sourceArn);
  });
