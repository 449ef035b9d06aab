import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { accessibilityProblems, chromiumPath, launch, openWindow, overflow, shoot, unexpected } from './chromium.ts';
import type { Look, Window } from './chromium.ts';

const EVERYTHING = readFileSync(new URL('./pages/everything.md', import.meta.url), 'utf8');
const PARTS =
  '# Parts\n\n## First\n\none\n\n## Second\n\nThis text lies in **another** page.[^1]\n\n### Part of it\n\nmore\n\n## Third\n\nthree\n\n[^1]: far away\n';

const looks: readonly Look[] = [
  { width: 1280, theme: 'light' },
  { width: 1280, theme: 'dark' },
  { width: 375, theme: 'light' },
  { width: 320, theme: 'dark' },
];

(chromiumPath ? describe : describe.skip)('a page of everything that the dialect knows', () => {
  let house: House;
  let browser: Browser;
  beforeAll(async () => {
    [house, browser] = await Promise.all([openHouse(), launch()]);
    await house.notes.write('Parts', PARTS);
    await house.notes.write('Rich/Showcase/Below', 'x');
    await house.notes.write('Rich/Showcase', EVERYTHING);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const open = async (look: Look): Promise<Window> => {
    const window = await openWindow(browser, house.ready.url, look);
    const link = await (await house.openPerson('ada')).signInPath();
    await window.page.goto(new URL(`${link}&next=/ada/notes/Rich/Showcase`, house.ready.url).href);
    await drawn(window.page);
    return window;
  };

  /** Scrolls past each diagram, since they are drawn when they come near. */
  const drawn = async (page: Page): Promise<void> => {
    for (const diagram of await page.locator('.diagram').all()) await diagram.scrollIntoViewIfNeeded();
    await page.locator('.diagram.drawn').nth(1).waitFor();
    await page.locator('.diagram .problem').waitFor();
  };

  it.each(looks.map((look) => [`${look.width} pixels wide and ${look.theme}`, look] as const))(
    '%s is accessible, fits, and does nothing it must not',
    async (name, look) => {
      const { context, page, problems } = await open(look);
      await shoot(page, `showcase ${name}`.replaceAll(' ', '-'));
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(unexpected(problems, 404)).toEqual([]);
      await context.close();
    },
  );

  it('can be used by keyboard: folds and spoilers open, footnotes lead there and back', async () => {
    const { context, page } = await open({ width: 1280, theme: 'light' });
    await page.locator('.spoiler summary').focus();
    await page.keyboard.press('Enter');
    await page.getByText('The heron ate the frog.').waitFor();
    await page.locator('.fold summary').focus();
    await page.keyboard.press('Space');
    await page.getByText('past the mill').waitFor();
    await page.locator('.footnote-ref a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**#fn-1');
    await page.locator('.footnote-back').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**#fnref-1');
    await context.close();
  });

  it('sorts and searches its tables', async () => {
    const { context, page } = await open({ width: 1280, theme: 'light' });
    const table = page.locator('.data-table');
    // By the keyboard: diagrams above it still grow, and a pointer may miss what moves.
    await table.getByRole('button', { name: 'Count' }).press('Enter');
    await table.locator('[aria-sort="ascending"]').waitFor();
    expect(await table.locator('tbody tr:visible td:first-child').allTextContents()).toEqual(['Heron', 'Teal', 'Wren']);
    await table.getByRole('button', { name: 'Next' }).press('Enter');
    expect(await table.locator('tbody tr:visible td:first-child').allTextContents()).toEqual(['Coot', 'Swift']);
    await table.getByRole('searchbox').fill('wre');
    expect(await table.locator('tbody tr:visible td:first-child').allTextContents()).toEqual(['Wren']);
    await context.close();
  });

  it('is drawn in a frame without an origin, and reads without scripts', async () => {
    const { context, page } = await open({ width: 1280, theme: 'light' });
    expect(await page.locator('.diagram-frame').first().getAttribute('sandbox')).toBe('allow-scripts');
    expect(await page.frames()[1]?.evaluate('self.origin')).toBe('null');
    await context.close();
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      extraHTTPHeaders: { authorization: `Bearer ${house.ready.token}` },
    });
    const reading = await plain.newPage();
    await reading.goto(new URL('/ada/notes/Rich/Showcase', house.ready.url).href);
    expect(await reading.locator('.diagram pre').first().textContent()).toContain('Reeds --> Heron');
    expect(await reading.locator('math').count()).toBe(3);
    expect(await reading.locator('.data-table tbody tr').count()).toBe(5);
    await plain.close();
  });
});
