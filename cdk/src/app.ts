import { App } from 'aws-cdk-lib';
import type { Manifest } from '@wikibot/contracts/define/service';
import { GatewayStack } from './gateway-stack.ts';
import { PlatformStack } from './platform-stack.ts';
import { ServiceStack } from './service-stack.ts';
import { settingsOf } from './settings.ts';
import { stackIdOf } from './stack-id.ts';

export interface AppParts {
  readonly manifests: readonly Manifest[];
  /** The folder of each service's bundle. */
  readonly bundles: ReadonlyMap<string, string>;
  /** Feature flags and choices; what the CDK command line gives wins. */
  readonly context: Readonly<Record<string, unknown>>;
}

/** All stacks of the product: what is shared, one for each manifest, and the way in. */
export const wikibotApp = async ({ manifests, bundles, context }: AppParts): Promise<App> => {
  const app = new App({ context: { ...context }, analyticsReporting: false });
  const settings = settingsOf(app.node);
  const platform = new PlatformStack(app, 'WikibotPlatform', { settings });
  const services: ServiceStack[] = [];
  for (const manifest of manifests) {
    const definitions = await definitionsOf(manifest);
    const bundle = bundles.get(manifest.name);
    if (bundle === undefined) throw new Error(`${manifest.name} was not bundled`);
    services.push(new ServiceStack(app, stackIdOf(manifest.name), { manifest, bundle, definitions, platform, settings }));
  }
  new GatewayStack(app, 'WikibotGateway', { services, alarms: platform.alarms, settings });
  return app;
};

const definitionsOf = async (manifest: Manifest): Promise<ReadonlyMap<string, object>> => {
  const definitions = new Map<string, object>();
  for (const [name, unit] of Object.entries(manifest.units)) {
    if (unit.kind === 'saga') definitions.set(name, (await unit.definition()).default);
  }
  return definitions;
};
