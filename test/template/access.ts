/** Who may do what in the cloud of the templates, and everything that was refused: a journey that meets a refusal has failed. */
import { WireRefusal } from '@wikibot/platform/aws/doubles/aws-json-wire';
import type { Admit } from '@wikibot/platform/aws/doubles/aws-json-wire';
import { asksOf } from './calls.ts';
import type { Ask, Statement } from './policies.ts';
import { allows, statementsOfRole } from './policies.ts';
import type { Cloud, Made } from './resolved.ts';

export interface Access {
  /** For the double of a service; callers are known by their physical names. */
  readonly admit: (service: string) => Admit;
  /** @throws {WireRefusal} AccessDeniedException, when the role may not do all of it */
  readonly demand: (roleArn: string, asks: readonly Ask[]) => void;
  /** Remembers under which machine's name a task token was given out. */
  readonly gaveToken: (taskToken: string, machineArn: string) => void;
  readonly refused: readonly string[];
}

/** Whoever has administrator's rights, as an operator at the console does. */
export const OPERATOR = 'operator';

/** What functions in a network without a way out can reach: the services that have a gateway endpoint there. */
const reachableFrom = (cloud: Cloud, { properties }: Made): ((service: string) => boolean) => {
  if (!properties['VpcConfig']) return () => true;
  const endpoints = cloud.ofType('AWS::EC2::VPCEndpoint').map((endpoint) => String(endpoint.properties['ServiceName']));
  return (service) => endpoints.some((name) => name.endsWith(`.${service}`));
};

interface Caller {
  readonly statements: readonly Statement[];
  readonly reaches: (service: string) => boolean;
}

const callersOf = (cloud: Cloud): ReadonlyMap<string, Caller> =>
  new Map(
    cloud
      .ofType('AWS::Lambda::Function')
      .map((fn): [string, Caller] => [
        fn.ref,
        { statements: statementsOfRole(cloud, String(fn.properties['Role'])), reaches: reachableFrom(cloud, fn) },
      ]),
  );

export const accessOf = (cloud: Cloud): Access => {
  const callers = callersOf(cloud);
  const machines = new Map<string, string>();
  const refused: string[] = [];
  const refuse = (problem: string): never => {
    refused.push(problem);
    throw new WireRefusal('AccessDeniedException', problem);
  };
  const insist = (who: string, statements: readonly Statement[], asks: readonly Ask[]): void => {
    for (const ask of asks) {
      if (!allows(statements, ask))
        refuse(`${who} is not authorized to perform ${ask.action} on ${ask.resource} ${JSON.stringify(ask.context ?? {})}`);
    }
  };
  return {
    refused,
    gaveToken: (taskToken, machineArn) => void machines.set(taskToken, machineArn),
    demand: (roleArn, asks) => insist(roleArn, statementsOfRole(cloud, roleArn), asks),
    admit:
      (service) =>
      ({ caller, operation, input }) => {
        if (caller === OPERATOR) return;
        const { statements, reaches } = callers.get(caller) ?? refuse(`nobody here is called ${caller}`);
        if (!reaches(service)) refuse(`${caller} stands in a network from which ${service} cannot be reached`);
        insist(
          caller,
          statements,
          asksOf({ service, operation, input }, (token) => machines.get(token) ?? 'no machine waits under it'),
        );
      },
  };
};
