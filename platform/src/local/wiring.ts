/** What one machine gives for each need of a manifest: the local half of "every need has an entry in both wirings". */
import type { Manifest, Need } from '@wikibot/contracts/define/service';
import type { Log, Resources } from '../kernel/ports.ts';
import type { DataFolder } from './data-folder.ts';
import { payloadFolder } from './payload-folder.ts';
import { secretFolder } from './secret-folder.ts';

export interface WiringParts {
  readonly folder: DataFolder;
  /** The folder of the bundled browser code. */
  readonly webAssets: string;
  readonly log: (service: string) => Log;
  /** A name that no other call answers, for files that are being written. */
  readonly unique: () => string;
}

type Wire = (parts: WiringParts, manifest: Manifest) => Resources;

const payloads: Wire = ({ folder, unique }) => ({ payloads: payloadFolder(folder.payloads, unique) });

export const LOCAL_WIRING: Readonly<Record<Need, Wire>> = {
  payloads,
  'payloads:write': payloads,
  repositories: ({ folder }) => ({ repositories: { folder: folder.repositories } }),
  index: ({ folder }) => ({ index: { kind: 'embedded', folder: folder.index } }),
  secrets: ({ folder }, manifest) => ({ secrets: secretFolder(folder.secrets(manifest.name)) }),
  mail: ({ log }) => ({
    mail: { send: async (mail) => log('mail')('info', 'a mail was not sent: one machine has no mail server', { subject: mail.subject }) },
  }),
  'web-assets': ({ webAssets }) => ({ webAssets: { folder: webAssets } }),
};

export const resourcesOf = (manifest: Manifest, parts: WiringParts): Resources =>
  Object.assign({}, ...manifest.needs.map((need) => LOCAL_WIRING[need](parts, manifest))) as Resources; // merges parts of one interface
