import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { AccountId } from '@wikibot/contracts/define/ids';
import { randomIds } from '@wikibot/platform/kernel/ids';
import { memorySecrets } from '@wikibot/platform/kernel/test-kernel';
import type { JWTPayload } from 'jose';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as fc from 'fast-check';
import { movableClock } from '../test-house.ts';
import type { Session } from '../ports.ts';
import { joseSeal } from './jose-seal.ts';

const accountId = AccountId.parse(`acc_${'1'.repeat(32)}`);
const HOUR = 3_600_000;

const setUp = async (publicUrl = 'https://wiki.example', secrets = memorySecrets()) => {
  const clock = movableClock();
  const seal = await joseSeal({ secrets, clock, ids: randomIds(() => clock.now()), deployment: { publicUrl } });
  const session: Session = { accountId, id: 'sid-1', until: clock.now() + HOUR };
  return { clock, seal, session, secrets, text: await seal.seal(session) };
};

const part = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

describe('a sealed session', () => {
  it('opens to what was sealed', async () => {
    const { seal, session, text } = await setUp();
    expect(await seal.unseal(text)).toEqual({ ok: true, session });
    expect(await seal.unseal(text)).toEqual({ ok: true, session });
  });

  it('names its key, its issuer and its audience', async () => {
    const { seal, text } = await setUp();
    const kid = seal.publicKeys().keys[0]?.kid;
    expect(decodeProtectedHeader(text)).toEqual({ alg: 'EdDSA', typ: 'JWT', kid });
    expect(decodeJwt(text)).toMatchObject({ iss: 'https://wiki.example', aud: 'https://wiki.example', sub: accountId, sid: 'sid-1' });
  });

  it('ends on time, also while its signature is remembered', async () => {
    const { seal, clock, text } = await setUp();
    clock.forward(HOUR - 30_000);
    expect((await seal.unseal(text)).ok).toBe(true);
    clock.forward(30_000);
    expect(await seal.unseal(text)).toEqual({ ok: false, reason: 'expired' });
  });

  it('holds after a restart, since its key is kept', async () => {
    const { secrets, session, text } = await setUp();
    expect(await (await setUp('https://wiki.example', secrets)).seal.unseal(text)).toEqual({ ok: true, session });
  });

  it('is worth nothing at another site or under another key', async () => {
    const { secrets, text } = await setUp();
    const BAD = { ok: false, reason: 'bad-credentials' };
    expect(await (await setUp('https://other.example', secrets)).seal.unseal(text)).toEqual(BAD);
    expect(await (await setUp()).seal.unseal(text)).toEqual(BAD);
  });
});

describe('the published keys', () => {
  it('hold nothing private', async () => {
    const { seal, text } = await setUp();
    await seal.unseal(text);
    expect(seal.publicKeys().keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'crv', 'kid', 'kty', 'use', 'x']]);
  });
});

describe('a forged session', () => {
  const forgeries = async () => {
    const { seal, text, session, clock } = await setUp();
    const [header = '', payload = '', signature = ''] = text.split('.');
    const { kid, x = '' } = seal.publicKeys().keys[0] ?? {};
    const mine = generateKeyPairSync('ed25519');
    const jwk = mine.publicKey.export({ format: 'jwk' });
    const mySignature = (over: string): string => sign(null, Buffer.from(over), mine.privateKey).toString('base64url');
    const signedBy = (head: object, claims = payload): string => `${part(head)}.${claims}.${mySignature(`${part(head)}.${claims}`)}`;
    const hmac = (over: string, key: Buffer | string): string => createHmac('sha256', key).update(over).digest('base64url');
    const hs = `${part({ alg: 'HS256', typ: 'JWT', kid })}.${payload}`;
    const longer = part({ ...decodeJwt<JWTPayload>(text), exp: Math.floor((clock.now() + 99 * HOUR) / 1000) });
    const cases: Readonly<Record<string, string>> = {
      'claims no algorithm': `${part({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      'claims no algorithm in capitals': `${part({ alg: 'NONE', typ: 'JWT', kid })}.${payload}.${signature}`,
      'uses the public key as a shared secret': `${hs}.${hmac(hs, x)}`,
      'uses the bytes of the public key as a shared secret': `${hs}.${hmac(hs, Buffer.from(x, 'base64url'))}`,
      'is signed by a key of its own under our name': signedBy({ alg: 'EdDSA', typ: 'JWT', kid }),
      'brings its own key along': signedBy({ alg: 'EdDSA', typ: 'JWT', jwk }),
      'says where to fetch its key': signedBy({ alg: 'EdDSA', typ: 'JWT', kid: 'x', jku: 'https://evil.example/jwks.json' }),
      'has a key id that is no text': signedBy({ alg: 'EdDSA', typ: 'JWT', kid: { a: 1 } }),
      'asks for an extension': signedBy({ alg: 'EdDSA', typ: 'JWT', kid, crit: ['exp'] }),
      'lasts longer than it was made for': `${header}.${longer}.${signature}`,
      'lacks its signature': `${header}.${payload}.`,
      'has a header that is no object': `${part('[]')}.${payload}.${signature}`,
      'has a header that is no JSON': `${part('{')}.${payload}.${signature}`,
      'has claims that are no object': `${header}.${part('null')}.${signature}`,
      'has two parts': `${header}.${payload}`,
      'has six parts': `${text}.a.b.c`,
      'is longer than any of ours': `${text}${'A'.repeat(4000)}`,
      'is empty': '',
    };
    return { seal, session, cases };
  };

  it('does not open, whatever it pretends', async () => {
    const { seal, cases } = await forgeries();
    const opened = await Promise.all(Object.entries(cases).map(async ([title, text]) => [title, await seal.unseal(text)]));
    expect(opened).toEqual(Object.keys(cases).map((title) => [title, { ok: false, reason: 'bad-credentials' }]));
  });

  it('does not open when any one character of a true one is another', async () => {
    const { seal, text } = await setUp();
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom('A', 'z', '-', '.', '=', ' '), async (place, character) => {
        const altered = `${text.slice(0, place)}${character}${text.slice(place + 1)}`;
        // the last character of 64 bytes in base64url carries two bits that mean nothing
        fc.pre(altered !== text && place !== text.length - 1);
        expect((await seal.unseal(altered)).ok).toBe(false);
      }),
    );
  });
});

describe('the token of our own pages', () => {
  it('is another for every session, and the same after a restart', async () => {
    const { seal, session, secrets } = await setUp();
    const other = seal.csrfToken({ ...session, id: 'sid-2' });
    expect(seal.csrfToken(session)).not.toBe(other);
    expect((await setUp('https://wiki.example', secrets)).seal.csrfToken(session)).toBe(seal.csrfToken(session));
    expect((await setUp()).seal.csrfToken(session)).not.toBe(seal.csrfToken(session));
  });
});
