/** The queues of the templates with their dead letters, and the rules of the bus that fill them. */
import { eventPattern } from '@wikibot/platform/aws/doubles/event-pattern';
import type { BusEvent } from '@wikibot/platform/aws/doubles/eventbridge-wire';
import { queue } from '@wikibot/platform/aws/doubles/queue';
import type { Queue } from '@wikibot/platform/aws/doubles/queue';
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
}

/** Rules with a pattern: what an event of the bus is copied to. A queue whose policy does not take it gets nothing, and is an error here. */
export const rulesOf = (cloud: Cloud, queues: ReadonlyMap<string, Queue>, disorder?: Disorder): ((event: BusEvent) => void) => {
  const rules = cloud
    .ofType('AWS::Events::Rule')
    .filter(({ properties }) => properties['EventPattern'] && properties['State'] === 'ENABLED')
    .map((rule) => ({
      rule,
      matches: eventPattern(rule.properties['EventPattern']),
      targets: rule.properties['Targets'] as readonly Target[],
    }));
  for (const { rule, targets } of rules) {
    for (const { Arn } of targets) {
      if (!queueTakes(cloud, cloud.byArn(Arn), { service: 'events.amazonaws.com', sourceArn: rule.arn ?? '' }))
        throw new Error(`${Arn} does not let ${rule.ref} send`);
    }
  }
  const send = (arn: string, body: string): void => {
    const { copies, spreadMs, random } = disorder ?? { copies: 1, spreadMs: 0, random: () => 0 };
    for (let copy = 0; copy < copies; copy += 1) setTimeout(() => void queues.get(arn)?.send(body), Math.floor(random() * spreadMs));
  };
  return (event) => {
    for (const { matches, targets } of rules) if (matches(event)) targets.forEach(({ Arn }) => send(Arn, JSON.stringify(event)));
  };
};
