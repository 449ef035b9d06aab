/** What every place for secrets promises. A spec calls {@link describeSecrets} with a way to open an empty one, as often as it likes. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Secrets } from './ports.ts';

/** Answers doors to one and the same place, as several processes have them. */
export type OpenSecrets = () => Promise<() => Secrets>;

export function describeSecrets(name: string, open: OpenSecrets): void {
  describe(`${name} keeps the contract of a place for secrets`, () => {
    let door: () => Secrets;
    beforeEach(async () => {
      door = await open();
    });

    it('has nothing under a name that was never kept', async () => {
      expect(await door().get('session-key')).toBeUndefined();
    });

    it('answers what was kept, also to others', async () => {
      expect(await door().keep('session-key', () => 'first')).toBe('first');
      expect(await door().get('session-key')).toBe('first');
      expect(await door().get('other-key')).toBeUndefined();
    });

    it('keeps the first and makes no other', async () => {
      const secrets = door();
      await secrets.keep('session-key', () => 'first');
      let made = 0;
      const again = await secrets.keep('session-key', () => `other ${(made += 1)}`);
      expect([again, made]).toEqual(['first', 0]);
    });

    it('gives all who come at once the same', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, (_, place) => door().keep('session-key', () => `made by ${place}`)));
      expect(new Set(answers).size).toBe(1);
      expect(await door().get('session-key')).toBe(answers[0]);
    });

    it('keeps several lines as they are', async () => {
      const pem = '-----BEGIN PRIVATE KEY-----\nMIG=\n-----END PRIVATE KEY-----\n';
      await door().keep('signing-key', () => pem);
      expect(await door().get('signing-key')).toBe(pem);
    });
  });
}
