/** What an OAuth client is told at a door of a protected resource: where to read about it (RFC 9728 §5.1), and which scopes it needs (RFC 6750 §3). */
import type { Refusal } from '@wikibot/contracts/define/refusal';

/** Path insertion as RFC 9728 §3.1 has it: between host and path of the resource. */
export const METADATA_PATH = '/.well-known/oauth-protected-resource';

export interface ChallengedDoor {
  readonly publicUrl: string;
  /** Of the resource, percent-encoded as it came. */
  readonly path: string;
}

const SCOPES = 'read write';

const worded = (parts: Readonly<Record<string, string>>): string =>
  `Bearer ${Object.entries(parts)
    .map(([name, value]) => `${name}="${value.replace(/["\\]/g, '')}"`)
    .join(', ')}`;

/** Whoever brought nothing is told only where to go; what they brought and is worth nothing is called so. */
export const signInChallenge = ({ publicUrl, path }: ChallengedDoor, { detail }: Pick<Refusal, 'detail'>): string => {
  const { reason } = detail;
  const error = reason === undefined || reason === 'no-credentials' ? {} : { error: 'invalid_token' };
  return worded({ realm: 'wikibot', ...error, scope: SCOPES, resource_metadata: `${publicUrl}${METADATA_PATH}${path}` });
};

/** More scopes would do it. */
export const stepUpChallenge = ({ publicUrl, path }: ChallengedDoor): string =>
  worded({ realm: 'wikibot', error: 'insufficient_scope', scope: SCOPES, resource_metadata: `${publicUrl}${METADATA_PATH}${path}` });
