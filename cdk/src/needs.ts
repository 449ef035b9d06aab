/** What AWS gives for each need of a manifest: the AWS half of "every need has an entry in both wirings". */
import type { Need } from '@wikibot/contracts/define/service';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Annotations, Stack } from 'aws-cdk-lib';
import type { PayloadStore } from './constructs/payload-store.ts';
import type { ServiceFunction } from './constructs/service-function.ts';
import type { Storehouse } from './constructs/storehouse.ts';
import type { Settings } from './settings.ts';

export interface NeedParts {
  readonly payloads: PayloadStore;
  readonly storehouse: Storehouse;
  readonly settings: Settings;
}

/** Gives permission and sets the environment together, so that no function knows a name of what it may not touch. */
type Grant = (fn: ServiceFunction, parts: NeedParts) => void;

const SEARCH_REQUESTS = ['es:ESHttpDelete', 'es:ESHttpGet', 'es:ESHttpHead', 'es:ESHttpPost', 'es:ESHttpPut'];

export const AWS_NEEDS: Readonly<Record<Need, Grant>> = {
  payloads: (fn, { payloads }) => payloads.grantRead(fn),
  'payloads:write': (fn, { payloads }) => payloads.grantWrite(fn),
  uploads: (fn, { payloads }) => payloads.grantUploads(fn),
  downloads: (fn, { payloads }) => payloads.grantDownloads(fn),
  'payloads:forget': (fn, { payloads }) => payloads.grantForget(fn),
  repositories: (fn, { storehouse }) => storehouse.grantRepositories(fn),
  index: (fn, { settings: { indexEndpoint, indexDomainArn } }) => {
    if (!indexEndpoint || !indexDomainArn) {
      Annotations.of(fn).addWarningV2('wikibot:no-index', 'no search domain is given (indexEndpoint, indexDomainArn): search will refuse');
      return;
    }
    fn.fn.addToRolePolicy(new PolicyStatement({ actions: SEARCH_REQUESTS, resources: [`${indexDomainArn}/*`] }));
    fn.tell('INDEX_ENDPOINT', indexEndpoint);
  },
  secrets: (fn) => {
    const folder = `wikibot/${fn.service}`;
    const arn = Stack.of(fn).formatArn({ service: 'ssm', resource: 'parameter', resourceName: `${folder}/*` });
    fn.fn.addToRolePolicy(new PolicyStatement({ actions: ['ssm:GetParameter', 'ssm:PutParameter'], resources: [arn] }));
    fn.tell('SECRETS_PREFIX', `/${folder}`);
  },
  mail: (fn, { settings: { mailIdentity } }) => {
    if (!mailIdentity) throw new Error(`${fn.service} sends mail: give the verified identity as context value mailIdentity`);
    const arn = Stack.of(fn).formatArn({ service: 'ses', resource: 'identity', resourceName: mailIdentity });
    fn.fn.addToRolePolicy(new PolicyStatement({ actions: ['ses:SendEmail'], resources: [arn] }));
  },
  // Who stands outside the network with the repositories has it; who stands inside can never have it.
  internet: (fn) => {
    if (fn.fn.isBoundToVpc) throw new Error(`${fn.service} needs the internet where there is none: declare it as a need outside`);
  },
  // The browser code lies inside the bundle, where the binding looks for it.
  'web-assets': () => undefined,
};
