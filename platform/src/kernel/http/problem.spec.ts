import { describe, expect, it } from '@jest/globals';
import type { Refusal } from '@wikibot/contracts/define/refusal';
import { RefusalKind } from '@wikibot/contracts/define/refusal';
import { problemResponse } from './problem.ts';

const refusal = (kind: RefusalKind, detail: Refusal['detail'] = {}): Refusal => ({
  code: 'ledger.closed',
  kind,
  message: 'It is closed.',
  remedy: 'Open it.',
  detail,
});

describe('problem details', () => {
  it('say what was wrong, what to do and what a program needs', async () => {
    const response = problemResponse(refusal('conflict', { path: 'Home' }));
    expect([response.status, response.headers.get('Content-Type'), response.headers.get('Cache-Control')]).toEqual([
      409,
      'application/problem+json',
      'no-store',
    ]);
    expect(await response.json()).toEqual({
      type: 'urn:wikibot:refusal:ledger.closed',
      title: 'Conflict',
      status: 409,
      code: 'ledger.closed',
      detail: 'It is closed.',
      remedy: 'Open it.',
      error: 'It is closed.',
      path: 'Home',
    });
  });

  it('cannot be overwritten by what a refusal carries', async () => {
    expect(await problemResponse(refusal('gone', { status: 200, code: 'ok', title: 'Fine', type: 'x' })).json()).toMatchObject({
      status: 410,
      code: 'ledger.closed',
      title: 'Gone',
    });
  });

  it.each(RefusalKind.options.filter((kind) => kind !== 'moved'))('have a status of failure for %s', (kind) => {
    expect(problemResponse(refusal(kind)).status).toBeGreaterThanOrEqual(400);
    expect(problemResponse(refusal(kind)).status).toBeLessThan(600);
  });

  it('challenge as the door wants it, and only who is not known', () => {
    const challenge = (kind: RefusalKind, door: 'browser' | 'bearer' | 'basic') =>
      problemResponse(refusal(kind), door).headers.get('WWW-Authenticate');
    expect(challenge('unauthenticated', 'basic')).toBe('Basic realm="wikibot", charset="UTF-8"');
    expect(challenge('unauthenticated', 'bearer')).toBe('Bearer realm="wikibot"');
    expect(challenge('forbidden', 'basic')).toBeNull();
  });

  it('say when to come again', () => {
    expect(problemResponse(refusal('unavailable')).headers.get('Retry-After')).toBe('1');
    expect(problemResponse(refusal('conflict')).headers.get('Retry-After')).toBeNull();
  });
});
