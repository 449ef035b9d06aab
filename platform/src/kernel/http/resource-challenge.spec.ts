import { describe, expect, it } from '@jest/globals';
import { signInChallenge, stepUpChallenge } from './resource-challenge.ts';

const door = { publicUrl: 'https://wiki.example', path: '/ada/notes/mcp' };
const METADATA = 'resource_metadata="https://wiki.example/.well-known/oauth-protected-resource/ada/notes/mcp"';

describe('the challenge of a protected resource', () => {
  it('tells whoever brought nothing where to read about it', () => {
    expect(signInChallenge(door, { detail: { reason: 'no-credentials' } })).toBe(`Bearer realm="wikibot", scope="read write", ${METADATA}`);
  });

  it.each(['bad-credentials', 'expired', 'revoked', 'wrong-wiki'])('calls a token that is worth nothing (%s) invalid', (reason) => {
    expect(signInChallenge(door, { detail: { reason } })).toBe(
      `Bearer realm="wikibot", error="invalid_token", scope="read write", ${METADATA}`,
    );
  });

  it('asks for more scopes', () => {
    expect(stepUpChallenge(door)).toBe(`Bearer realm="wikibot", error="insufficient_scope", scope="read write", ${METADATA}`);
  });

  it('lets nothing in a path end its quotes', () => {
    expect(signInChallenge({ ...door, path: '/a"b\\/mcp' }, { detail: {} })).not.toContain('"b');
  });
});
