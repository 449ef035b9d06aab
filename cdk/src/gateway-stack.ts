import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Alarms } from './constructs/alarms.ts';
import { FIVE_MINUTES } from './constructs/alarms.ts';
import { Edge } from './constructs/edge.ts';
import { RestDoors } from './constructs/rest-api.ts';
import { edgeFunction } from './edge/edge-function.ts';
import { routesOf } from './edge/routes.ts';
import type { ServiceStack } from './service-stack.ts';
import type { Settings } from './settings.ts';

export interface GatewayStackProps extends StackProps {
  readonly services: readonly ServiceStack[];
  readonly alarms: Alarms;
  readonly settings: Settings;
}

/** The way in: one REST API over the doors of all services, and the edge in front of it. Last, because an API is deployed as a whole. */
export class GatewayStack extends Stack {
  constructor(scope: Construct, id: string, props: GatewayStackProps) {
    super(scope, id, props);
    const { services, settings, alarms } = props;
    const routes = routesOf(services.map(({ manifest }) => manifest));
    const serving = services.filter(({ functions }) => functions.has('http'));
    const { api } = new RestDoors(this, 'Doors', {
      routes,
      servers: new Map(serving.map((service) => [service.manifest.name, service.functionOf('http').fn.functionArn])),
      authorizerArn: authorizingOf(services).functionOf('authorizer').fn.functionArn,
    });
    const { distribution } = new Edge(this, 'Edge', { api, code: edgeFunction(routes), settings });
    new CfnOutput(this, 'FrontDoor', { value: `https://${distribution.distributionDomainName}` });
    alarms.add(this, {
      name: 'gateway-faults',
      severity: 'page',
      title: 'More than one request in a hundred is answered with a fault.',
      runbook: 'gateway-faults',
      metric: api.metricServerError({ period: FIVE_MINUTES, statistic: 'Average' }),
      above: 0.01,
      periods: 2,
    });
  }
}

const authorizingOf = (services: readonly ServiceStack[]): ServiceStack => {
  const found = services.find(({ functions }) => functions.has('authorizer'));
  if (!found) throw new Error('no manifest has an authorizer');
  return found;
};
