import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { createWikiAt } from '../house/wiki.ts';
import { accessibilityProblems, chromiumPath, launch, openWindow, overflow, shoot, unexpected } from './chromium.ts';
import type { Look, Window } from './chromium.ts';

const RICH = `---
category: reference
tags: [pond, reeds]
---
# Everything

A paragraph with **bold**, *italic*, \`code\`, [a link](https://example.org), [[Home]], [[Nowhere yet]] and a very-long-word-${'x'.repeat(120)}.

## A table

| Name | Count | Remark |
|---|---:|---|
| Heron | 2 | stands still |
| Newt | 140 | ${'wide '.repeat(30)} |

## A list

- one
  - two
- [x] done
- [ ] to do

> [!NOTE]
> A remark.

\`\`\`ts
const answer: number = 42; // ${'long '.repeat(40)}
\`\`\`

### Deeper

1. first
2. second

---

![a picture](missing.png)
`;

const screens: readonly (readonly [name: string, path: string, status: number])[] = [
  ['dashboard', '/', 200],
  ['new wiki', '/-/new', 200],
  ['account', '/-/account', 200],
  ['settings', '/ada/notes/-/settings', 200],
  ['settings of a wiki that goes', '/ada/going/-/settings', 200],
  ['connect an agent', '/ada/notes/-/connect', 200],
  ['home', '/ada/notes/', 200],
  ['rich page', '/ada/notes/Rich/Everything', 200],
  ['folder', '/ada/notes/Meta', 200],
  ['editor', '/ada/notes/Rich/Everything/edit', 200],
  ['new page', '/ada/notes/-/create', 200],
  ['history', '/ada/notes/Rich/Everything/history', 200],
  ['comparison', '/ada/notes/Rich/Everything/diff', 200],
  ['authors', '/ada/notes/Rich/Everything/blame', 200],
  ['old version', '/ada/notes/Rich/Everything/view/{revision}', 200],
  ['change', '/ada/notes/-/commit/{revision}', 200],
  ['session', '/ada/notes/-/session/walk', 200],
  ['recent changes', '/ada/notes/-/changes', 200],
  ['proposals', '/ada/notes/-/proposals', 200],
  ['declined proposals', '/ada/notes/-/proposals?status=declined', 200],
  ['attachments', '/ada/notes/-/attachments', 200],
  ['attachments of a page', '/ada/notes/Rich/Everything/attachments', 200],
  ['map of links', '/ada/notes/-/graph', 200],
  ['links around a page', '/ada/notes/-/graph?page=Home', 200],
  ['list of links', '/ada/notes/-/graph?view=list', 200],
  ['broken links', '/ada/notes/-/graph?view=broken', 200],
  ['orphans', '/ada/notes/-/graph?view=orphans', 200],
  ['wanted pages', '/ada/notes/-/graph?view=wanted', 200],
  ['moving a page', '/ada/notes/Rich/Everything/rename', 200],
  ['deleting a page', '/ada/notes/Rich/Everything/delete', 200],
  ['all pages', '/ada/notes/-/index', 200],
  ['search', '/ada/notes/-/search?query=heron', 200],
  ['search for nothing', '/ada/notes/-/search', 200],
  ['syntax guide', '/-/syntax', 200],
  ['missing page', '/ada/notes/Missing', 404],
  ['missing version', '/ada/notes/Rich/Everything/view/0000000', 404],
  ['unknown wiki', '/ada/nowhere/', 404],
];

/** How much of the screen moved after it was drawn (W3C, Layout Instability); 0 is nothing. */
const WATCH_SHIFTS = `window.shifted = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifted += entry.value; }).observe({ type: 'layout-shift', buffered: true });`;

/** Both widths and both themes; every pair of them when `LOOKS=all`, as for a contact sheet. */
const looks: readonly Look[] = [
  { width: 1280, theme: 'light' },
  { width: 375, theme: 'dark' },
  ...(process.env['LOOKS'] === 'all'
    ? ([
        { width: 1280, theme: 'dark' },
        { width: 375, theme: 'light' },
      ] as const)
    : []),
];

(chromiumPath ? describe : describe.skip)('the screens', () => {
  let house: House;
  let browser: Browser;
  let revision = '';
  beforeAll(async () => {
    [house, browser] = await Promise.all([openHouse(), launch()]);
    ({ revision } = await house.notes.write('Rich/Everything', RICH));
    const { id } = await createWikiAt(house.owner, { name: 'Going', slug: 'going' });
    await house.owner.send('DELETE', `/api/v1/wikis/${id}`, { body: { confirm: 'ada/going' } });
    const headers = { 'wikibot-session': 'walk' };
    for (const content of ['# Otter\n\nSwims.\n', '# Otter\n\nSwims well.\n']) {
      const { revision: before } = (await house.notes.read('Otter')).json<{ revision?: string }>();
      const body = { content, ...(before === undefined ? {} : { revision: before }) };
      await house.owner.send('PUT', `${house.notes.api}/pages/Otter`, { body, headers });
    }
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  describe.each(looks.map((look) => [`${look.width} pixels wide and ${look.theme}`, look] as const))('%s', (name, look) => {
    let window: Window;
    beforeAll(async () => {
      window = await openWindow(browser, house.ready.url, look);
      const link = await (await house.openPerson('ada')).signInPath();
      await window.page.goto(new URL(`${link}&next=/`, house.ready.url).href);
    });
    afterAll(() => window?.context.close());

    it.each(screens)('%s is accessible, fits, and does nothing it must not', async (screen, path, status) => {
      const { page, problems } = window;
      problems.length = 0;
      const answer = await page.goto(new URL(path.replace('{revision}', revision), house.ready.url).href);
      await page.locator('body:not(:has([aria-busy=true]))').waitFor();
      expect(answer?.status()).toBe(status);
      await shoot(page, `${screen} ${name}`.replaceAll(' ', '-'));
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      // A missing picture of the page's own text and a missing page are meant to be missing.
      expect(unexpected(problems, 404)).toEqual([]);
    });

    it('the front page and the door are accessible to whoever is not signed in', async () => {
      const stranger = await openWindow(browser, house.ready.url, look);
      for (const [place, path, status] of [
        ['front page', '/', 200],
        ['door', '/-/', 401],
      ] as const) {
        const answer = await stranger.page.goto(new URL(path, house.ready.url).href);
        expect(answer?.status()).toBe(status);
        await shoot(stranger.page, `${place} ${name}`.replaceAll(' ', '-'));
        expect(await accessibilityProblems(stranger.page)).toEqual([]);
        expect(await overflow(stranger.page)).toBeLessThanOrEqual(0);
      }
      expect(unexpected(stranger.problems, 401)).toEqual([]);
      await stranger.context.close();
    });
  });

  it.each(['/ada/notes/Rich/Everything', '/ada/notes/Rich/Everything/history', '/ada/notes/-/search?query=heron'])(
    '%s comes with at most 60 kB at the first view, and nothing of it moves',
    async (path) => {
      const { context, page } = await openWindow(browser, house.ready.url);
      const link = await (await house.openPerson('ada')).signInPath();
      await page.goto(new URL(`${link}&next=/-/syntax`, house.ready.url).href);
      await context.addInitScript(WATCH_SHIFTS);
      // What was fetched so far is kept by the browser; a first visitor has none of it.
      await (await context.newCDPSession(page)).send('Network.clearBrowserCache');
      const sizes: Promise<number>[] = [];
      page.on('requestfinished', (request) => sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize)));
      await page.goto(new URL(path, house.ready.url).href, { waitUntil: 'networkidle' });
      await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
      const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      expect(bytes).toBeGreaterThan(5_000);
      expect(bytes).toBeLessThan(60_000);
      expect(await page.evaluate<number>('shifted')).toBeLessThan(0.01);
      for (const name of await page.evaluate<string[]>("performance.getEntriesByType('resource').map((one) => one.name)"))
        if (name.includes('/-/assets/'))
          expect((await house.owner.get(new URL(name).pathname)).headers['cache-control']).toContain('immutable');
      await context.close();
    },
  );

  it('a page reads well without scripts, and settings say what they need', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      extraHTTPHeaders: { authorization: `Bearer ${house.ready.token}` },
    });
    context.setDefaultTimeout(8_000);
    const page = await context.newPage();
    await page.goto(new URL('/ada/notes/Rich/Everything', house.ready.url).href);
    expect(await page.locator('article table').count()).toBe(1);
    expect(await page.locator('.tree a').count()).toBeGreaterThan(0);
    await page.goto(new URL('/ada/notes/-/settings', house.ready.url).href);
    expect(await page.locator('noscript').first().textContent()).toContain('Allow scripts here, or use the API itself.');
    expect(await page.locator('main form:not(:has(> fieldset[disabled]))').count()).toBe(0);
    const at = (path: string): string => new URL(path, house.ready.url).href;
    await house.notes.write('Plain', '# Plain\n\nOne.\n');
    // This browser has written nothing that it could wait for.
    await house.notes.view('Plain');
    await page.goto(at('/ada/notes/Plain/edit'));
    await page.getByRole('link', { name: 'Without scripts, write in a plain field' }).click();
    await house.notes.write('Plain', '# Plain\n\nTwo.\n', (await house.notes.read('Plain')).json<{ revision: string }>().revision);
    await page.getByLabel('Text of the page').fill('# Plain\n\nThree.\n');
    await page.getByRole('button', { name: 'Save page' }).click();
    const both = await page.getByLabel('Text of the page').inputValue();
    expect(both).toMatch(/<<<<<<< yours\nThree\.[^]*=======\nTwo\.\n>>>>>>> theirs/);
    await page.getByRole('button', { name: 'Save page' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('with marks where they disagree');
    await page.getByLabel('Text of the page').fill('# Plain\n\nTwo and three.\n');
    await page.getByRole('button', { name: 'Save page' }).click();
    expect(await page.locator('article').textContent()).toContain('Two and three.');
    expect(new URL(page.url()).pathname).toBe('/ada/notes/Plain');
    await context.close();
  });
});
