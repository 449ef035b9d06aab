import { describe, expect, it } from '@jest/globals';
import { ORIGIN } from './test-house.ts';
import { basic, bearer, village } from './test-village.ts';

describe('an unsafe request of a browser', () => {
  const cases: readonly (readonly [string, Record<string, string>, boolean])[] = [
    ['says nothing of where it comes from', {}, false],
    ['comes from our own origin', { Origin: ORIGIN }, true],
    ['comes from another origin', { Origin: 'http://evil.example' }, false],
    ['comes from our host on another port', { Origin: 'http://localhost:8081' }, false],
    ['comes from the very name it was sent to', { Origin: 'http://192.168.1.5:8080', Host: '192.168.1.5:8080' }, true],
    ['comes from another name of ours than it was sent to', { Origin: 'http://192.168.1.5:8080', Host: 'localhost:8080' }, false],
    ['comes from another scheme', { Origin: 'https://192.168.1.5:8080', Host: '192.168.1.5:8080' }, false],
    ['comes from an opaque origin', { Origin: 'null' }, false],
    ['is called same-origin by the browser', { 'Sec-Fetch-Site': 'same-origin' }, true],
    ['is called same-site by the browser', { 'Sec-Fetch-Site': 'same-site' }, false],
    ['is called cross-site by the browser', { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://evil.example' }, false],
    ['brings a made-up token', { 'X-CSRF-Token': 'x'.repeat(43) }, false],
    ['brings an empty token', { 'X-CSRF-Token': '' }, false],
  ];

  it.each(cases)('that %s has its origin judged', async (_title, headers, safe) => {
    const { house, ada } = await village();
    const Cookie = await house.browserOf(ada);
    expect((await house.authorize('/ada/secret/Home', { Cookie, ...headers }, 'POST')).csrfSafe).toBe(safe);
  });

  it('is ours when it brings the token of its own session, and only of that', async () => {
    const { house, ada } = await village();
    const [one, other] = [await house.browserOf(ada), await house.browserOf(ada)];
    const { csrfToken = '' } = await house.authorize('/ada/secret/Home', { Cookie: one });
    expect((await house.authorize('/', { Cookie: one, 'X-CSRF-Token': csrfToken }, 'DELETE')).csrfSafe).toBe(true);
    expect((await house.authorize('/', { Cookie: other, 'X-CSRF-Token': csrfToken }, 'DELETE')).csrfSafe).toBe(false);
  });

  it('is judged too when the browser remembers a password, but git needs to say nothing', async () => {
    const { house, ada } = await village();
    const { secret } = await house.tokenFor(ada);
    expect((await house.authorize('/ada/secret', { ...basic(secret), Origin: 'http://evil.example' }, 'POST')).csrfSafe).toBe(false);
    expect((await house.authorize('/ada/secret', basic(secret), 'POST')).csrfSafe).toBe(true);
    expect((await house.authorize('/ada/secret', { ...bearer(secret), Origin: 'http://evil.example' }, 'POST')).csrfSafe).toBe(true);
  });
});
