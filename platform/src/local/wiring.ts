/** What one machine gives for each need of a manifest: the local half of "every need has an entry in both wirings". */
import { needsOf } from '@wikibot/contracts/define/outside';
import type { Manifest, Need } from '@wikibot/contracts/define/service';
import type { InternetRules } from '../internet/address-guard.ts';
import { guardedInternet } from '../internet/guarded-internet.ts';
import type { Deployment, Log, Resources } from '../kernel/ports.ts';
import type { DataFolder } from './data-folder.ts';
import { payloadFolder } from './payload-folder.ts';
import { secretFolder } from './secret-folder.ts';
import { uploadFolder } from './upload-folder.ts';

export interface WiringParts {
  readonly folder: DataFolder;
  /** The folder of the bundled browser code. */
  readonly webAssets: string;
  readonly internet: InternetRules;
  readonly log: (service: string) => Log;
  /** A name that no other call answers, for files that are being written. */
  readonly unique: () => string;
  readonly deployment: Pick<Deployment, 'publicUrl'>;
}

type Wire = (parts: WiringParts, manifest: Manifest) => Resources;

const payloads: Wire = ({ folder, unique }) => ({ payloads: payloadFolder(folder.payloads, unique) });

export const LOCAL_WIRING: Readonly<Record<Need, Wire>> = {
  payloads,
  'payloads:write': payloads,
  uploads: ({ folder, unique, deployment: { publicUrl } }) => ({
    uploads: uploadFolder({ folder: folder.uploads, publicUrl, now: Date.now, unique }),
  }),
  // Answers of any length pass the gateway of one machine.
  downloads: () => ({}),
  'payloads:forget': payloads,
  repositories: ({ folder }) => ({ repositories: { folder: folder.repositories } }),
  index: ({ folder }) => ({ index: { kind: 'embedded', folder: folder.index } }),
  secrets: ({ folder }, manifest) => ({ secrets: secretFolder(folder.secrets(manifest.name)) }),
  mail: ({ log }) => ({
    mail: { send: async (mail) => log('mail')('info', 'a mail was not sent: one machine has no mail server', { subject: mail.subject }) },
  }),
  'web-assets': ({ webAssets }) => ({ webAssets: { folder: webAssets } }),
  internet: ({ internet: rules }) => ({ internet: guardedInternet({ rules }) }),
};

/** One process is one place: what a service needs inside and outside is the same thing here. */
export const resourcesOf = (manifest: Manifest, parts: WiringParts): Resources =>
  Object.assign({}, ...needsOf(manifest).map((need) => LOCAL_WIRING[need](parts, manifest))) as Resources; // merges parts of one interface
