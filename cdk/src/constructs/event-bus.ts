import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { sourceOf } from '@wikibot/contracts/define/envelope';
import type { ServiceName } from '@wikibot/contracts/define/ids';
import { Construct } from 'constructs';

/** Requests and answers carry task tokens, notices carry names: only facts are kept, and each only once. */
export const ARCHIVED = { detail: { kind: ['fact'], replay: [{ exists: false }] } };

/** The bus of the product (docs/decisions/0030-the-classic-event-bus.md). */
export class Bus extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string, props: { readonly archiveDays: number }) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { eventBusName: 'wikibot' });
    this.bus.archive('Facts', {
      description: 'Facts of all services, for coarse replay',
      eventPattern: ARCHIVED,
      retention: Duration.days(props.archiveDays),
    });
  }

  /** A source can be trusted because nobody may use that of another. */
  grantPublish(grantee: IGrantable, service: ServiceName): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['events:PutEvents'],
        resources: [this.bus.eventBusArn],
        conditions: { StringEquals: { 'events:source': sourceOf(service) } },
      }),
    );
  }
}
