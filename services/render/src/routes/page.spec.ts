import { describe, expect, it } from '@jest/globals';
import type { Served } from '@wikibot/contracts/define/service';
import { ObjectId } from '@wikibot/contracts/define/ids';
import type { FileChange } from '@wikibot/contracts/facts/wiki';
import { testContext } from '@wikibot/platform/kernel/test-kernel';
import { anonymousIn, reader, renderHouse, wikiId } from '../test-house.ts';
import createPage from './create-page.ts';
import edit from './edit.ts';

const gone = (page: string): FileChange => ({ file: `${page}.md`, page, blob: null, bytes: 0 });
const came = (page: string, from: string): FileChange => ({
  file: `${page}.md`,
  page,
  blob: ObjectId.parse('1'.repeat(40)),
  bytes: 1,
  text: 'x',
  from: `${from}.md`,
});
const context = testContext({ wikiId });
const served = (at: string, page?: string): Served => {
  const url = new URL(at, 'http://localhost:8080');
  return {
    request: new Request(url),
    url,
    params: { owner: 'ada', wiki: 'notes', ...(page === undefined ? {} : { page }) },
    auth: reader(),
  };
};

describe('a page', () => {
  it('is shown with its content, under the wiki’s own address', async () => {
    const house = await renderHouse();
    await house.move({ Home: '# Welcome\n\nSee [[Other page]] and [[Missing]].\n', Other_page: 'x' });
    const response = await house.open('/ada/notes/Home');
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(response.headers.get('Content-Security-Policy')).toContain("script-src 'self'");
    const text = await response.text();
    expect(text).toContain('Welcome');
    expect(text).toContain('href="/ada/notes/Other_page"');
    expect(text).not.toContain('wikibot-base');
  });

  it('marks links to pages that are not there, and only those', async () => {
    const house = await renderHouse();
    await house.move({ Home: 'See [[Other]] and [[Missing]].\n', Other: 'x' });
    const links = [...(await house.shown('/ada/notes/Home')).matchAll(/<a href="\/ada\/notes\/(Other|Missing)[^"]*" class="([^"]*)"/g)].map(
      ([, page, kind]) => [page, kind],
    );
    expect(links).toEqual(
      expect.arrayContaining([
        ['Other', 'wiki-link'],
        ['Missing', 'wiki-link missing'],
      ]),
    );
    await house.move({ Missing: 'now it is' });
    expect(await house.shown('/ada/notes/Home')).not.toContain('missing"');
  });

  it('that was moved is found at its new address from every old one, until a new page stands there', async () => {
    const house = await renderHouse();
    await house.move({ Pond: 'x', Home: 'Go to [[Pond]].' });
    await house.move([gone('Pond'), came('Lakes/Pond_2', 'Pond')]);
    await house.move([gone('Lakes/Pond_2'), came('Tümpel', 'Lakes/Pond_2')]);
    const toPond = await house.open('/ada/notes/pond?x=1');
    expect([toPond.status, toPond.headers.get('Location')]).toEqual([302, `/ada/notes/${encodeURIComponent('Tümpel')}?x=1`]);
    expect(await house.shown('/ada/notes/Home')).not.toContain('missing"');
    const closed = reader({}, [{ prefix: 'Tümpel', access: 'none' }]);
    expect((await house.open('/ada/notes/Pond', {}, closed)).status).toBe(404);
    const edited = await edit(served('/ada/notes/Pond/edit', 'Pond'), context, house.ports);
    expect(edited.headers.get('Location')).toBe(`/ada/notes/${encodeURIComponent('Tümpel')}/edit`);
    expect((await edit(served('/ada/notes/Pond/edit?new', 'Pond'), context, house.ports)).status).toBe(200);
    const created = await createPage(served('/ada/notes/-/create?path=Pond'), context, house.ports);
    expect(created.headers.get('Location')).toBe('/ada/notes/Pond/edit?new');
    await house.move({ Pond: 'another' });
    expect((await house.open('/ada/notes/Pond')).status).toBe(200);
    await house.move({ Pond: null });
    expect((await house.open('/ada/notes/Pond')).status).toBe(404);
    expect((await house.open('/ada/notes/Lakes/Pond_2')).status).toBe(302);
  });

  it('is the home page at the wiki’s own address', async () => {
    const house = await renderHouse();
    await house.move({ Home: '# Welcome\n' });
    expect(await house.shown('/ada/notes/')).toContain('Welcome');
  });

  it.each(['home', 'HOME', 'H%6Fme'])('asked for as %s leads to its own spelling', async (spelling) => {
    const house = await renderHouse();
    await house.move({ Home: 'x' });
    const response = await house.open(`/ada/notes/${spelling}`);
    if (response.status === 200) return expect(spelling).toBe('H%6Fme');
    expect([response.status, response.headers.get('Location')]).toEqual([302, '/ada/notes/Home']);
  });

  it('of another alphabet is found under its encoded address, without going in circles', async () => {
    const house = await renderHouse();
    for (const name of ['Über_uns', '日本語', '100%', "O'Neill_(x)", 'a+b', '😀']) {
      await house.move({ [name]: 'x' });
      const first = await house.open(`/ada/notes/${encodeURIComponent(name)}`);
      const location = first.headers.get('Location');
      const last = location === null ? first : await house.open(location);
      expect([name, last.status]).toEqual([name, 200]);
    }
  });

  it('keeps the query when it leads to its own spelling', async () => {
    const house = await renderHouse();
    await house.move({ Home: 'x' });
    expect((await house.open('/ada/notes/home?highlight=word')).headers.get('Location')).toBe('/ada/notes/Home?highlight=word');
  });

  it('is not sent again to whoever has it, until something changes', async () => {
    const house = await renderHouse();
    await house.move({ Home: 'x' });
    const tag = (await house.open('/ada/notes/Home')).headers.get('ETag') ?? '';
    const again = await house.open('/ada/notes/Home', { 'If-None-Match': tag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await house.move({ Other: 'x' });
    expect((await house.open('/ada/notes/Home', { 'If-None-Match': tag })).status).toBe(200);
  });

  it('is another one for another reader, language or theme', async () => {
    const house = await renderHouse();
    await house.move({ Home: 'x' });
    const tags = await Promise.all(
      [
        house.open('/ada/notes/Home'),
        house.open('/ada/notes/Home', { 'Accept-Language': 'de' }),
        house.open('/ada/notes/Home', { Cookie: 'wikibot_theme=dark' }),
        house.open('/ada/notes/Home', {}, reader({ username: 'bob' })),
        house.open('/ada/notes/Home', {}, reader({ role: 'viewer' })),
        house.open('/ada/notes/Home', {}, reader({}, [{ prefix: 'Secret', access: 'none' }])),
      ].map(async (response) => (await response).headers.get('ETag')),
    );
    expect(new Set(tags).size).toBe(tags.length);
  });
});

describe('what is not there', () => {
  it('is not found, with names like it', async () => {
    const house = await renderHouse();
    await house.move({ Templates: 'x', 'Meta/Template': 'x', Other: 'x' });
    const response = await house.open('/ada/notes/Template');
    expect(response.status).toBe(404);
    const text = await response.text();
    expect(text).toContain('/ada/notes/Templates"');
    expect(text).not.toContain('<script>');
  });

  it('says nothing of names that the reader may not know', async () => {
    const house = await renderHouse();
    await house.move({ Secret_plans: 'x' });
    const text = await house.shown('/ada/notes/Secret', reader({}, [{ prefix: 'Secret_plans', access: 'none' }]));
    expect(text).not.toContain('Secret_plans');
  });

  it('but is a folder shows what is in it, as far as the reader may know', async () => {
    const house = await renderHouse();
    await house.move({ 'Meta/Guide': '---\ntitle: The guide\n---\nx', 'Meta/Secret': 'x', 'Meta/Deep/Page': 'x' });
    const response = await house.open('/ada/notes/Meta', {}, reader({}, [{ prefix: 'Meta/Secret', access: 'none' }]));
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toContain('The guide');
    expect(text).toContain('/ada/notes/Meta/Deep"');
    expect(text).not.toContain('Secret');
  });

  it('stays no fault however long and odd its name is', async () => {
    const house = await renderHouse();
    for (const path of ['%E2%82%AC'.repeat(400), 'a/'.repeat(900), '%00', '%F0%9F%98%80'.repeat(300), 'x%23y']) {
      expect([400, 404, 414, 422]).toContain((await house.open(`/ada/notes/${path}`)).status);
    }
  });

  it('escapes what it repeats', async () => {
    const house = await renderHouse();
    expect(await house.shown('/ada/notes/%3Cscript%3Ealert(1)%3C%2Fscript%3E')).not.toContain('<script>alert');
  });
});

describe('caches', () => {
  const cacheOf = async (auth: Parameters<Awaited<ReturnType<typeof renderHouse>>['open']>[2]) => {
    const house = await renderHouse();
    await house.move({ Home: 'x' });
    return (await house.open('/ada/notes/Home', {}, auth)).headers.get('Cache-Control');
  };

  it('may share what anybody sees of a public wiki, for a short while', async () => {
    expect(await cacheOf(anonymousIn('public'))).toBe('public, max-age=0, s-maxage=30, must-revalidate');
  });

  it('share nothing that somebody sees who is known, nor anything of a private wiki', async () => {
    expect(await cacheOf(reader())).toBe('private, no-cache');
    expect(await cacheOf(anonymousIn('private'))).not.toContain('public');
  });
});

describe('a private wiki', () => {
  it('sends a stranger with a browser to sign in, and shows a program nothing', async () => {
    const house = await renderHouse();
    await house.move({ Home: 'secret text' });
    const browser = await house.open('/ada/notes/Home', { Accept: 'text/html' }, anonymousIn('private'));
    expect([browser.status, browser.headers.get('Location')]).toEqual([303, '/-/sign-in?next=%2Fada%2Fnotes%2FHome']);
    const program = await house.open('/ada/notes/Home', {}, anonymousIn('private'));
    expect([program.status, (await program.text()).includes('secret text')]).toEqual([401, false]);
  });

  it('is closed where a rule says so', async () => {
    const house = await renderHouse();
    await house.move({ Secret: 'secret text', Home: 'x' });
    const hidden = reader({}, [{ prefix: 'Secret', access: 'none' }]);
    expect((await house.open('/ada/notes/Secret', {}, hidden)).status).toBe(403);
    expect(await house.shown('/ada/notes/Home', hidden)).not.toContain('Secret');
  });
});
