/** The queues of the templates with their dead letters, and the rules of the bus that fill them. */
import type { BusEvent } from '@wikibot/platform/aws/doubles/eventbridge-wire';
import { queue } from '@wikibot/platform/aws/doubles/queue';
import type { Queue } from '@wikibot/platform/aws/doubles/queue';
import { rules } from '@wikibot/platform/aws/doubles/rules';
import type { Disorder } from '@wikibot/platform/local/bus';
import { queueTakes } from './policies.ts';
import type { Cloud, Made } from './resolved.ts';

interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** By ARN. */
export const queuesOf = (cloud: Cloud): ReadonlyMap<string, Queue> => {
  const queues = new Map<string, Queue>();
  const open = ({ arn = '', properties }: Made): Queue => {
    const known = queues.get(arn);
    if (known) return known;
    const redrive = properties['RedrivePolicy'] as RedrivePolicy | undefined; // CloudFormation's own form
    const made = queue(
      redrive ? { arn, maxReceiveCount: redrive.maxReceiveCount, deadLetters: open(cloud.byArn(redrive.deadLetterTargetArn)) } : { arn },
    );
    queues.set(arn, made);
    return made;
  };
  cloud.ofType('AWS::SQS::Queue').forEach(open);
  return queues;
};

interface Target {
  readonly Arn: string;
  readonly DeadLetterConfig?: { readonly Arn: string };
}

export interface RulesParts {
  readonly cloud: Cloud;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly disorder: Disorder | undefined;
  /** Is told when a target has lost an event. */
  readonly onFault: (error: unknown) => void;
}

/** Rules with a pattern: what an event of the bus is copied to. A queue whose policy does not take it would get nothing, and is an error here. */
export const rulesOf = ({ cloud, queues, disorder, onFault }: RulesParts): ((event: BusEvent) => void) => {
  const queueAt = (arn: string, rule: Made): Queue => {
    const found = queues.get(arn);
    if (!found || !queueTakes(cloud, cloud.byArn(arn), { service: 'events.amazonaws.com', sourceArn: rule.arn ?? '' }))
      throw new Error(`${arn} does not let ${rule.ref} send`);
    return found;
  };
  const all = cloud
    .ofType('AWS::Events::Rule')
    .filter(({ properties }) => properties['EventPattern'] && properties['State'] === 'ENABLED')
    .flatMap((rule) =>
      (rule.properties['Targets'] as readonly Target[]).map(({ Arn, DeadLetterConfig }) => ({
        pattern: rule.properties['EventPattern'],
        target: queueAt(Arn, rule),
        ...(DeadLetterConfig ? { deadLetters: queueAt(DeadLetterConfig.Arn, rule) } : {}),
      })),
    );
  const tell = rules(all);
  const { copies, spreadMs, random } = disorder ?? { copies: 1, spreadMs: 0, random: () => 0 };
  return (event) => {
    const deliver = (): void => {
      if (tell(event) > 0) onFault(new Error(`${event['detail-type']} was lost`));
    };
    for (let copy = 0; copy < copies; copy += 1) setTimeout(deliver, Math.floor(random() * spreadMs));
  };
};
