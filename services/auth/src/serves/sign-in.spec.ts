import { describe, expect, it } from '@jest/globals';
import { makeSignInLink } from '@wikibot/contracts/requests/auth';
import { authHouse, ORIGIN } from '../test-house.ts';

const withLink = async (publicUrl = ORIGIN) => {
  const house = await authHouse({ deployment: { publicUrl } });
  const accountId = await house.person('ada');
  const { path } = await house.told(makeSignInLink, { accountId, minutes: 10 });
  const open = (suffix = '', init: RequestInit = {}) => house.serve('signIn', new Request(`${ORIGIN}${path}${suffix}`, init));
  return { house, accountId, path, open };
};

describe('a sign-in link', () => {
  it('signs the browser in and goes on to the home page', async () => {
    const { house, accountId, open } = await withLink();
    const response = await open();
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/-/']);
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^wikibot_session=[\w.-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await house.authorize('/api/v1/me', { Cookie: cookie.split(';')[0] ?? '' })).accountId).toBe(accountId);
  });

  it('sets a cookie that is bound to the host and to TLS where there is TLS', async () => {
    const { open } = await withLink('https://wiki.example');
    expect((await open()).headers.getSetCookie()[0]).toMatch(
      /^__Host-wikibot_session=[\w.-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  it('keeps the address of the link to itself', async () => {
    const { open } = await withLink();
    const { headers } = await open();
    expect([headers.get('Cache-Control'), headers.get('Referrer-Policy')]).toEqual(['no-store', 'no-referrer']);
  });

  it('works once, also when it is opened many times at once', async () => {
    const { open } = await withLink();
    const responses = await Promise.all(Array.from({ length: 8 }, () => open()));
    expect(responses.map((response) => response.status).sort()).toEqual([303, ...Array<number>(7).fill(401)]);
    expect((await open()).status).toBe(401);
  });

  it('is not used up by a program that only looks', async () => {
    const { open } = await withLink();
    expect((await open('', { method: 'HEAD' })).status).toBe(401);
    expect((await open()).status).toBe(303);
  });

  it('is worth nothing after its time', async () => {
    const { house, open } = await withLink();
    house.clock.forward(10 * 60_000);
    expect((await open()).status).toBe(401);
  });

  it('is stored without its code', async () => {
    const { house, path } = await withLink();
    const code = new URL(path, ORIGIN).searchParams.get('code') ?? '';
    expect(code).toMatch(/^[\w-]{43}$/);
    expect(await house.ports.table.query({ pk: `link#${code}` })).toEqual({ rows: [] });
  });

  it('goes on to the page that was asked for, when it is one of ours', async () => {
    const { open } = await withLink();
    expect((await open(`&next=${encodeURIComponent('/ada/notes/Home?a=1#top')}`)).headers.get('Location')).toBe('/ada/notes/Home?a=1#top');
  });

  it('leads nobody away from the site', async () => {
    const { open } = await withLink();
    expect((await open(`&next=${encodeURIComponent('//evil.example')}`)).headers.get('Location')).toBe('/-/');
  });

  it('is made for accounts that exist', async () => {
    const house = await authHouse();
    const gone = { accountId: house.ports.ids.entity('acc'), minutes: 5 };
    expect(await house.ask(makeSignInLink, gone)).toMatchObject({ ok: false, refusal: { code: 'account.unknown' } });
  });
});

describe('the sign-in page', () => {
  const codes = ['', '?code=', '?code=nonsense', `?code=${'A'.repeat(43)}`, `?code=${'A'.repeat(5000)}`, '?code=%00%ff', '?next=/x'];

  it.each(codes)('tells whoever comes with %s how to get a link', async (query) => {
    const house = await authHouse();
    const response = await house.serve('signIn', new Request(`${ORIGIN}/-/sign-in${query}`));
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await response.text()).toContain('npm run wikibot -- sign-in');
  });

  it('loads nothing, runs nothing and repeats nothing of the request', async () => {
    const house = await authHouse();
    const response = await house.serve('signIn', new Request(`${ORIGIN}/-/sign-in?code=%3Cscript%3Ealert(1)%3C/script%3E`));
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(await response.text()).not.toMatch(/<script|<style|style=|src=|alert/);
  });

  it('lets whoever is signed in already go on', async () => {
    const { house, accountId } = await withLink();
    const headers = { Cookie: await house.browserOf(accountId) };
    const response = await house.serve('signIn', new Request(`${ORIGIN}/-/sign-in?next=/ada/notes`, { headers }));
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/ada/notes']);
  });
});
