/** What `cdk` runs: bundles every service and writes the stacks into the folder that the command line names. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { services } from '../../services/all.ts';
import { wikibotApp } from '../src/app.ts';
import { bundleAll } from '../src/bundles/bundle.ts';

const root = path.resolve(import.meta.dirname, '../..');
const { context } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../cdk.json'), 'utf8')) as { context: Record<string, unknown> }; // our own file

// Plain JavaScript, which the set-up runs before there are packages: it has no types.
const { buildWeb } = (await import(path.join(root, 'platform/bin/build-web.mjs'))) as { buildWeb: (parts: object) => Promise<void> };
await buildWeb({ root, mustBeWritable: () => undefined });

const bundles = await bundleAll({ root, services: services.map(({ name }) => name), say: (line) => process.stderr.write(`${line}\n`) });
const app = await wikibotApp({ manifests: services, bundles, context });
app.synth();
