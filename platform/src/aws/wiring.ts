/** What AWS gives for each need of a manifest: the AWS half of "every need has an entry in both wirings". */
import type { Need } from '@wikibot/contracts/define/service';
import type { Downloads } from '../kernel/downloads.ts';
import type { Internet } from '../kernel/internet.ts';
import type { Payloads } from '../kernel/payloads.ts';
import type { Log, Resources, Secrets } from '../kernel/ports.ts';
import type { Uploads } from '../kernel/uploads.ts';
import { once } from './clients.ts';
import type { AwsClients } from './clients.ts';
import type { Environment } from './environment.ts';

export interface WiringParts {
  readonly env: Environment;
  readonly clients: AwsClients;
  readonly log: Log;
}

type Wire = (parts: WiringParts) => Resources;

/** The adapter and its client are loaded when content first goes there, which most requests never see. */
const lazyPayloads = ({ env, clients }: WiringParts): Payloads => {
  const bucket = env.read('PAYLOAD_BUCKET');
  const ready = once(async () => {
    const [{ s3Payloads }, client] = await Promise.all([import('./s3-payloads.ts'), clients.objects()]);
    return s3Payloads({ client, bucket });
  });
  return {
    put: async (content, about) => (await ready()).put(content, about),
    get: async (id) => (await ready()).get(id),
    forget: async (wikiId) => (await ready()).forget(wikiId),
  };
};

/** Its bucket is that of the payloads. */
const lazyUploads = ({ env, clients }: WiringParts): Uploads => {
  const bucket = env.read('PAYLOAD_BUCKET');
  const ready = once(async () => {
    const [{ s3Uploads }, client] = await Promise.all([import('./s3-uploads.ts'), clients.objects()]);
    return s3Uploads({ client, bucket, now: Date.now });
  });
  return { open: async (place) => (await ready()).open(place), read: async (key) => (await ready()).read(key) };
};

/** Its bucket is that of the payloads. */
const lazyDownloads = ({ env, clients }: WiringParts): Downloads => {
  const bucket = env.read('PAYLOAD_BUCKET');
  const ready = once(async () => {
    const [{ s3Downloads }, client] = await Promise.all([import('./s3-downloads.ts'), clients.objects()]);
    return s3Downloads({ client, bucket, now: Date.now });
  });
  return { offer: async (download) => (await ready()).offer(download) };
};

const lazySecrets = ({ env, clients }: WiringParts): Secrets => {
  const prefix = env.read('SECRETS_PREFIX');
  const ready = once(async () => {
    const [{ ssmSecrets }, client] = await Promise.all([import('./ssm-secrets.ts'), clients.parameters()]);
    return ssmSecrets({ client, prefix });
  });
  return { get: async (name) => (await ready()).get(name), keep: async (name, make) => (await ready()).keep(name, make) };
};

/** Of the public internet only, and with TLS only. */
const lazyInternet = (): Internet => {
  const rules = { privateNetwork: false, plainHttp: false };
  const ready = once(async () => (await import('../internet/guarded-internet.ts')).guardedInternet({ rules }));
  return { fetch: async (call) => (await ready()).fetch(call), objection: async (url) => (await ready()).objection(url) };
};

const payloads: Wire = (parts) => ({ payloads: lazyPayloads(parts) });

export const AWS_WIRING: Readonly<Record<Need, Wire>> = {
  payloads,
  'payloads:write': payloads,
  uploads: (parts) => ({ uploads: lazyUploads(parts) }),
  downloads: (parts) => ({ downloads: lazyDownloads(parts) }),
  'payloads:forget': payloads,
  repositories: ({ env }) => ({ repositories: { folder: env.read('REPOSITORY_FOLDER') } }),
  index: ({ env }) => {
    const endpoint = env.read('INDEX_ENDPOINT');
    // A deployment without a search domain still serves everything else.
    return endpoint === '' ? {} : { index: { kind: 'opensearch', endpoint } };
  },
  secrets: (parts) => ({ secrets: lazySecrets(parts) }),
  mail: ({ log }) => ({
    mail: { send: async (mail) => log('error', 'a mail was not sent: no mail service is bound', { subject: mail.subject }) },
  }),
  internet: () => ({ internet: lazyInternet() }),
  'web-assets': ({ env }) => ({ webAssets: { folder: `${env.read('LAMBDA_TASK_ROOT')}/web` } }),
};

export const resourcesOf = (needs: readonly Need[], parts: WiringParts): Resources =>
  Object.assign({}, ...needs.map((need) => AWS_WIRING[need](parts))) as Resources; // merges parts of one interface
