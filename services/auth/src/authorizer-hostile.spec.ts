import { describe, expect, it } from '@jest/globals';
import { AuthContext } from '@wikibot/contracts/http/auth-context';
import { grantOwner } from '@wikibot/contracts/requests/auth';
import * as fc from 'fast-check';
import { authHouse } from './test-house.ts';

const LONG = 'x'.repeat(100_000);
const id = '0'.repeat(32);
const random = 'A'.repeat(43);

/** What arrives, and what is said of it. */
const HOSTILE: readonly (readonly [string, Record<string, string>, string])[] = [
  ['an empty Authorization', { Authorization: '' }, 'bad-credentials'],
  ['a scheme alone', { Authorization: 'Bearer' }, 'bad-credentials'],
  ['a scheme we do not know', { Authorization: 'Digest username="ada"' }, 'bad-credentials'],
  ['two values in one Authorization', { Authorization: `Bearer wb_${id}_${random}, Bearer x` }, 'bad-credentials'],
  ['an unknown token', { Authorization: `Bearer wb_${id}_${random}` }, 'bad-credentials'],
  ['a token with upper-case digits', { Authorization: `Bearer wb_${'A'.repeat(32)}_${random}` }, 'bad-credentials'],
  ['a token cut short', { Authorization: `Bearer wb_${id}_${random.slice(1)}` }, 'bad-credentials'],
  ['a token with a tail', { Authorization: `Bearer wb_${id}_${random}A` }, 'bad-credentials'],
  ['the name of an inherited property', { Authorization: 'Bearer __proto__' }, 'bad-credentials'],
  ['an endless token', { Authorization: `Bearer ${LONG}` }, 'bad-credentials'],
  ['Basic that is not base64', { Authorization: 'Basic !!!!' }, 'bad-credentials'],
  ['Basic without a colon', { Authorization: `Basic ${Buffer.from('ada').toString('base64')}` }, 'bad-credentials'],
  ['Basic with an empty password', { Authorization: `Basic ${Buffer.from('ada:').toString('base64')}` }, 'bad-credentials'],
  ['Basic that is not UTF-8', { Authorization: `Basic ${Buffer.from([0xff, 0x3a, 0xfe]).toString('base64')}` }, 'bad-credentials'],
  ['an empty session', { Cookie: 'wikibot_session=' }, 'no-credentials'],
  ['a session that is no JWT', { Cookie: 'wikibot_session=hello' }, 'bad-credentials'],
  ['a session of dots', { Cookie: 'wikibot_session=..' }, 'bad-credentials'],
  ['a session of unsigned claims', { Cookie: 'wikibot_session=eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.' }, 'bad-credentials'],
  ['an endless session', { Cookie: `wikibot_session=${'e'.repeat(10_000)}` }, 'bad-credentials'],
  ['an endless Cookie', { Cookie: `a=${LONG}; wikibot_session=x` }, 'no-credentials'],
  ['a thousand cookies', { Cookie: 'a=b; '.repeat(1000) }, 'no-credentials'],
  ['a cookie of another name that ends alike', { Cookie: 'not_wikibot_session=x; WIKIBOT_SESSION=x' }, 'no-credentials'],
  ['a context of its own making', { 'X-Wikibot-Auth': '{"role":"owner"}', 'X-Amzn-Authorizer': '{}' }, 'no-credentials'],
  ['a consistency token of nonsense', { 'Wikibot-Token': `wiki/x=1e9,,=,wiki/${LONG}=1` }, 'no-credentials'],
];

const PATHS = [
  '/ada/secret/Home',
  '/Ada/Secret/',
  '/ada/%00/',
  '/%F0%9F%92%A9/notes/',
  `/${'a'.repeat(5000)}/notes/`,
  '/constructor/__proto__/',
  '/ada/owner%23x/',
  '/ada/sec/',
];

const setUp = async () => {
  const house = await authHouse();
  const ada = await house.person('ada');
  await house.told(grantOwner, { wikiId: await house.wiki({ ownerId: ada, slug: 'secret' }), accountId: ada });
  return { house, ada };
};

describe('the authorizer', () => {
  it.each(HOSTILE)('treats %s as nobody', async (_title, headers, reason) => {
    const { house } = await setUp();
    for (const path of PATHS) {
      const context = await house.authorize(path, headers, 'POST');
      expect(AuthContext.parse(context)).toEqual(context);
      expect(context).toMatchObject({ actor: { kind: 'anonymous' }, via: 'anonymous', scopes: [], reason });
      expect(context).not.toHaveProperty('accountId');
      expect(context).not.toHaveProperty('role');
      expect(context).not.toHaveProperty('wiki');
    }
  });

  it('lets Authorization decide alone: a bad one is not made good by the cookie beside it', async () => {
    const { house, ada } = await setUp();
    const Cookie = await house.browserOf(ada);
    expect(await house.authorize('/ada/secret/', { Cookie, Authorization: 'Bearer nonsense' })).toMatchObject({
      via: 'anonymous',
      reason: 'bad-credentials',
    });
  });

  it('believes no cookie that was made under another key', async () => {
    const [{ house, ada }, other] = [await setUp(), await authHouse()];
    const Cookie = await other.browserOf(await other.person('ada'));
    expect((await house.authorize('/ada/secret/', { Cookie })).reason).toBe('bad-credentials');
    expect((await house.authorize('/ada/secret/', { Cookie: await house.browserOf(ada) })).role).toBe('owner');
  });

  it('has an answer to whatever headers and path can hold', async () => {
    const { house } = await setUp();
    const value = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 200 });
    const scheme = fc.constantFrom('', 'Bearer ', 'Basic ', 'bearer wb_', 'Bearer eyJhbGciOiJFZERTQSJ9.');
    const attack = fc.record({
      Authorization: fc.option(
        fc.tuple(scheme, value).map((parts) => parts.join('')),
        { nil: undefined },
      ),
      Cookie: value.map((text) => `wikibot_session=${text}; wikibot_token=${text}`),
      'Wikibot-Token': value,
      Origin: value,
      'User-Agent': value,
    });
    await fc.assert(
      fc.asyncProperty(attack, fc.string({ unit: 'grapheme' }), async ({ Authorization, ...headers }, owner) => {
        const sent = { ...headers, ...(Authorization === undefined ? {} : { Authorization }) };
        const context = await house.authorize(`/${encodeURIComponent(owner)}/secret/`, sent, 'POST');
        expect(context).not.toHaveProperty('role');
        expect(AuthContext.parse(context)).toEqual(context);
      }),
      { numRuns: 150 },
    );
  });
});
