/** The whole product for one test, out of the synthesised templates. */
import { join } from 'node:path';
import type { Context } from '@wikibot/contracts/define/context';
import { present } from '@wikibot/contracts/define/present';
import type { Manifest } from '@wikibot/contracts/define/service';
import { issueToken, makeSignInLink, openAccount } from '@wikibot/contracts/requests/auth';
import { awsClients } from '@wikibot/platform/aws/clients';
import { bindOnAws } from '@wikibot/platform/aws/lambda';
import { insideCall } from '@wikibot/platform/kernel/inside-call';
import { silentLog } from '@wikibot/platform/kernel/log';
import type { ServiceRuntime } from '@wikibot/platform/kernel/runtime';
import { withAssembly } from '../../cdk/src/rules/synthesised.ts';
import { stackIdOf } from '../../cdk/src/stack-id.ts';
import { services } from '../../services/all.ts';
import { client } from '../house/client.ts';
import { guestsAt, openPersonWith } from '../house/house.ts';
import type { House, HouseOptions } from '../house/house.ts';
import { answerOf } from '../house/outcome.ts';
import { temporaryFolder } from '../house/temporary-folder.ts';
import { createWikiAt, wikiAt } from '../house/wiki.ts';
import { OPERATOR } from './access.ts';
import { readAssembly } from './cloud-assembly.ts';
import type { CloudAssembly, Stack } from './cloud-assembly.ts';
import { deploy } from './deployed.ts';
import type { Deployed } from './deployed.ts';
import { functionProperties } from './functions.ts';
import { REGION } from './physical.ts';

export interface TemplateHouse extends House {
  readonly deployed: Deployed;
}

/** Services as an operator with administrator's rights has them: over the same tables, past all roles. */
const operatorOf = ({ cloud, services: aws }: Deployed): Pick<House, 'call' | 'portsOf'> => {
  const clients = awsClients({
    region: REGION,
    credentials: { accessKeyId: OPERATOR, secretAccessKey: 'not checked' },
    endpoints: { table: aws.tables.endpoint, objects: aws.objects.endpoint, parameters: aws.parameters.endpoint },
  });
  const runtimes = new Map<string, ServiceRuntime>();
  const bound = (manifest: Manifest): ServiceRuntime => {
    const fn = cloud.ofType('AWS::Lambda::Function').find(({ stack }) => stack === stackIdOf(manifest.name));
    if (!fn) throw new Error(`${manifest.name} is not deployed`);
    return bindOnAws(manifest, functionProperties(fn).Environment.Variables, { clients, log: silentLog });
  };
  const runtimeOf = (request: string): ServiceRuntime => {
    const name = request.split('.', 1)[0] ?? '';
    const manifest = services.find((one) => one.name === name);
    if (!manifest) throw new Error(`no service owns ${request}`);
    const runtime = runtimes.get(name) ?? bound(manifest);
    runtimes.set(name, runtime);
    return runtime;
  };
  const clock = { now: Date.now, sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) };
  return { call: insideCall({ runtimeOf, clock }), portsOf: (service) => runtimeOf(service).ports() };
};

/** The same templates deployed with another choice for `defaultPlan`. */
const withPlan = (assembly: CloudAssembly, plan: string): CloudAssembly => ({
  ...assembly,
  stacks: assembly.stacks.map((stack) => ({
    ...stack,
    resources: JSON.parse(
      JSON.stringify(stack.resources).replace(/"DEFAULT_PLAN":"\w+"/g, `"DEFAULT_PLAN":"${plan}"`),
    ) as Stack['resources'],
  })),
});

/** Without limits unless told, like one machine. */
export const openTemplateHouse = async ({
  disorder,
  plan = 'unlimited',
  owner: username = 'ada',
  internet,
}: HouseOptions = {}): Promise<TemplateHouse> => {
  const own = temporaryFolder();
  const deployed = await deploy({
    assembly: withPlan(withAssembly(readAssembly), plan),
    folder: join(own.path, 'disks'),
    ...present({ disorder, internet }),
  });
  const { call, portsOf } = operatorOf(deployed);
  const { accountId } = answerOf(await call(openAccount, { username, displayName: username, provider: 'local' }));
  const as: Partial<Context> = { actor: { kind: 'person', accountId }, tenant: { accountId } };
  const { secret: token } = answerOf(await call(issueToken, { name: 'agent' }, as));
  const { path } = answerOf(await call(makeSignInLink, { accountId, minutes: 15 }));
  const { url } = deployed;
  const owner = client(url, { bearer: token });
  const { wiki } = await createWikiAt(owner, { name: 'Notes', slug: 'notes' });
  return {
    ...guestsAt(url),
    ready: { url, owner: username, wiki: wiki.name, signInUrl: url + path, token, mcpUrl: `${url}/${wiki.name}/mcp` },
    owner,
    notes: wikiAt(owner, wiki.name),
    call,
    portsOf,
    deployed,
    deadLetters: deployed.deadLetters,
    openPerson: openPersonWith(call),
    close: async () => {
      await deployed.close();
      own.remove();
    },
  };
};
