/** Sessions as JSON Web Tokens (RFC 7519), signed with Ed25519 (RFC 8037) under a key that is made once and kept. */
import { createHash, createHmac, generateKeyPairSync } from 'node:crypto';
import { AccountId } from '@wikibot/contracts/define/ids';
import type { Clock, Deployment, Ids, Secrets } from '@wikibot/platform/kernel/ports';
import type { JSONWebKeySet, JWK, JWTPayload } from 'jose';
import { calculateJwkThumbprint, createLocalJWKSet, errors, importJWK, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import type { Seal, Unsealed } from '../ports.ts';

const ALGORITHM = 'EdDSA';
const TYPE = 'JWT';

/** Ours have some 500 characters. */
const LONGEST = 2048;
const BAD: Unsealed = { ok: false, reason: 'bad-credentials' };

const Claims = z.object({ sub: AccountId, sid: z.string().min(1).max(100), exp: z.number().int() });
const PrivateKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });

const newPrivateKey = (): string => JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));

interface Keys {
  readonly signing: Awaited<ReturnType<typeof importJWK>>;
  readonly kid: string;
  readonly published: JSONWebKeySet;
}

const keysOf = async (stored: string): Promise<Keys> => {
  const { kty, crv, x, d } = PrivateKey.parse(JSON.parse(stored));
  const shown: JWK = { kty, crv, x };
  const kid = await calculateJwkThumbprint(shown);
  return {
    kid,
    signing: await importJWK({ ...shown, d }, ALGORITHM),
    published: { keys: [{ ...shown, kid, alg: ALGORITHM, use: 'sig' }] },
  };
};

const sessionOf = (payload: JWTPayload): Unsealed => {
  const claims = Claims.safeParse(payload);
  if (!claims.success) return BAD;
  const { sub, sid, exp } = claims.data;
  return { ok: true, session: { accountId: sub, id: sid, until: exp * 1000 } };
};

export interface SealParts {
  readonly secrets: Secrets;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly deployment: Pick<Deployment, 'publicUrl'>;
}

export const joseSeal = async ({ secrets, ids, clock, deployment }: SealParts): Promise<Seal> => {
  const { signing, kid, published } = await keysOf(await secrets.keep('session-key', newPrivateKey));
  const csrfKey = await secrets.keep('csrf-key', () => ids.secret(32));
  const keySet = createLocalJWKSet(published);
  const site = { issuer: deployment.publicUrl, audience: deployment.publicUrl };

  const verify = async (text: string): Promise<Unsealed> => {
    try {
      const currentDate = new Date(clock.now());
      const { payload } = await jwtVerify(text, keySet, { ...site, algorithms: [ALGORITHM], typ: TYPE, currentDate });
      return sessionOf(payload);
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { ok: false, reason: 'expired' };
      if (error instanceof errors.JOSEError) return BAD;
      throw error;
    }
  };
  return {
    seal: ({ accountId, id, until }) =>
      new SignJWT({ sid: id })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
        .setSubject(accountId)
        .setIssuer(site.issuer)
        .setAudience(site.audience)
        .setIssuedAt(Math.floor(clock.now() / 1000))
        .setExpirationTime(Math.floor(until / 1000))
        .sign(signing),
    unseal: remembering(verify, clock),
    csrfToken: ({ id }) => createHmac('sha256', csrfKey).update(id).digest('base64url'),
    publicKeys: () => published,
  };
};

const REMEMBERED_MS = 60_000;
const MAX_REMEMBERED = 5_000;

/** Spares a signature that held from being checked again for a minute. Whether the session still holds is looked up every time. */
const remembering = (verify: Seal['unseal'], clock: Clock): Seal['unseal'] => {
  const held = new Map<string, { readonly unsealed: Extract<Unsealed, { ok: true }>; readonly until: number }>();
  return async (text) => {
    if (text.length > LONGEST) return BAD;
    const key = createHash('sha256').update(text).digest('base64');
    const known = held.get(key);
    if (known && known.until > clock.now()) return known.unsealed;
    held.delete(key);
    const unsealed = await verify(text);
    if (!unsealed.ok) return unsealed;
    if (held.size >= MAX_REMEMBERED) held.clear();
    held.set(key, { unsealed, until: Math.min(clock.now() + REMEMBERED_MS, unsealed.session.until) });
    return unsealed;
  };
};
