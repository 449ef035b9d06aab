/**
 * Secrets of webhooks, closed inside and opened outside only (RFC 8017 §7.1, RSAES-OAEP): inside nobody can read one, and on AWS nobody
 * could reach the place for secrets from there.
 */
import { constants, createPublicKey, generateKeyPairSync, privateDecrypt, publicEncrypt } from 'node:crypto';
import type { Secrets } from '@wikibot/platform/kernel/ports';
import type { Seal, Seals } from '../../ports/webhooks.ts';

const NAME = 'webhook-key';
const BITS = 3072;

const oaep = (key: string, label: string) => ({
  key,
  padding: constants.RSA_PKCS1_OAEP_PADDING,
  oaepHash: 'sha256',
  oaepLabel: Buffer.from(label),
});

const newKey = (): string =>
  generateKeyPairSync('rsa', {
    modulusLength: BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

export const rsaSeal: Seal = (key, secret, label) => publicEncrypt(oaep(key, label), Buffer.from(secret)).toString('base64');

export const rsaSeals = (secrets: Secrets): Seals => {
  let kept: Promise<string> | undefined;
  const privateKey = (): Promise<string> => (kept ??= read());
  const read = async (): Promise<string> => {
    try {
      return await ((await secrets.get(NAME)) ?? secrets.keep(NAME, newKey));
    } catch (error) {
      kept = undefined;
      throw error;
    }
  };
  return {
    publicKey: async () =>
      createPublicKey(await privateKey())
        .export({ type: 'spki', format: 'pem' })
        .toString(),
    open: async (sealed, label) => privateDecrypt(oaep(await privateKey(), label), Buffer.from(sealed, 'base64')).toString(),
  };
};
