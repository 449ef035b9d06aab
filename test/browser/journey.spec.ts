import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import type { PageRead } from '../house/wiki.ts';
import { chromiumPath, launch, openWindow, shoot, unexpected } from './chromium.ts';
import type { Window } from './chromium.ts';

(chromiumPath ? describe : describe.skip)('a person in a browser', () => {
  let house: House;
  let browser: Browser;
  let window: Window;
  let page: Page;
  const at = (path: string): string => new URL(path, house.ready.url).href;
  /** What the form would send; the text that one sees is another element. */
  const typedIn = (one: Page): Promise<string> => one.evaluate<string>("document.querySelector('textarea').value");
  /** As a person who selects all and writes: styled words that are written over would leave their style in the browser's own markup. */
  const writeOver = async (one: Page, text: string): Promise<void> => {
    // Not by its label, which the plain field of the form has until the script is there.
    await one.locator('.cm-content').click();
    await one.keyboard.press('Control+a');
    await one.keyboard.press('Backspace');
    await one.keyboard.insertText(text);
  };
  const pathOf = (one: Page): string => new URL(one.url()).pathname;

  beforeAll(async () => {
    [house, browser] = await Promise.all([openHouse(), launch()]);
    window = await openWindow(browser, house.ready.url);
    page = window.page;
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  it('signs in by the link and stands before their wikis', async () => {
    await page.goto(house.ready.signInUrl);
    await page.getByRole('heading', { name: 'Your wikis' }).waitFor();
    await page.getByRole('link', { name: /Notes/ }).waitFor();
    await shoot(page, 'dashboard');
  });

  it('finds their wikis at the front door', async () => {
    await page.goto(at('/'));
    await page.getByRole('link', { name: /Notes/ }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Your wikis');
  });

  it('creates a wiki, watches its steps, and lands on its home page', async () => {
    await page.goto(at('/'));
    await page.getByRole('link', { name: 'Create a wiki' }).click();
    await page.getByLabel('Name').fill('Pond life');
    // the script may come after the hand
    const address = page.getByLabel('Address', { exact: true });
    for (let tries = 0; tries < 100 && (await address.inputValue()) === ''; tries += 1) await page.waitForTimeout(50);
    expect(await address.inputValue()).toBe('pond-life');
    await page.getByLabel('Purpose').fill('What lives in the pond.');
    await page.getByRole('button', { name: 'Create wiki' }).click();
    await page.getByRole('heading', { name: 'Pond life is ready' }).waitFor();
    expect(await page.locator('.step').count()).toBeGreaterThan(2);
    expect(await page.locator('.step:not(.step-done)').allTextContents()).toEqual([]);
    await shoot(page, 'created');
    await page.getByRole('link', { name: 'Open wiki' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(pathOf(page)).toBe('/ada/pond-life/');
    expect(await page.locator('.tree').textContent()).toMatch(/Meta/);
  });

  it('creates a page in the editor and sees it', async () => {
    await page.getByRole('link', { name: 'New page' }).click();
    await page.getByLabel('Page name').fill('Animals/Heron');
    await page.getByRole('button', { name: 'Start writing' }).click();
    await writeOver(page, '# Heron\n\nStands still for **hours**.\n\nSee [[Home]].\n');
    await shoot(page, 'editor');
    await page.getByRole('button', { name: 'Save page' }).click();
    await page.locator('article strong', { hasText: 'hours' }).waitFor();
    expect(pathOf(page)).toBe('/ada/pond-life/Animals/Heron');
    expect(await page.locator('.tree').textContent()).toMatch(/Heron/);
    await shoot(page, 'page');
  });

  it('edits with the keyboard alone', async () => {
    await page.keyboard.press('e');
    await page.waitForURL('**/Animals/Heron/edit');
    const text = page.getByLabel('Text of the page');
    await page.locator('.cm-content', { hasText: 'hours' }).waitFor();
    await text.press('Control+End');
    await text.pressSequentially('Eats frogs.\n');
    await text.press('Control+s');
    await page.locator('article', { hasText: 'Eats frogs.' }).waitFor();
    expect(pathOf(page)).toBe('/ada/pond-life/Animals/Heron');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('While writing').waitFor();
    await shoot(page, 'keys');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('compares two versions, and goes back to the first', async () => {
    await page.keyboard.press('h');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.locator('.diff-added', { hasText: 'Eats frogs.' }).waitFor();
    await shoot(page, 'comparison');
    await page.getByRole('link', { name: 'History' }).click();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('The version is restored.').waitFor();
    expect(await page.locator('article').textContent()).not.toContain('Eats frogs.');
  });

  it('takes back the going back', async () => {
    await page.getByRole('link', { name: 'Recent changes' }).click();
    await page.locator('.change-message').first().click();
    await page.getByRole('button', { name: 'Take this change back' }).click();
    await page.locator('.take-back .diff-added', { hasText: 'Eats frogs.' }).waitFor();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('It is taken back.').waitFor();
    await page.goto(at('/ada/pond-life/Animals/Heron'));
    await page.getByText('Eats frogs.').waitFor();
    await page.goto(at('/ada/pond-life/Animals/Heron/blame'));
    await page.locator('.blame tr', { hasText: 'Eats frogs.' }).waitFor();
    await page.goto(at('/ada/pond-life/Animals/Heron'));
  });

  it('undoes what an agent did in a session, and keeps the rest', async () => {
    const headers = { 'wikibot-session': 'night-run' };
    const body = { content: '# Newt\n\nInvented.\n' };
    await house.owner.send('PUT', '/ada/pond-life/api/v1/pages/Animals/Newt', { body, headers });
    await page.goto(at('/ada/pond-life/-/changes'));
    await page.getByRole('link', { name: 'Review the session' }).first().click();
    await page.getByRole('button', { name: 'Undo the session' }).click();
    await page.locator('.take-back .diff-removed', { hasText: 'Invented.' }).waitFor();
    await shoot(page, 'undo');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('It is taken back.').waitFor();
    expect((await house.owner.get('/ada/pond-life/api/v1/pages/Animals/Newt')).status).toBe(404);
    await page.goto(at('/ada/pond-life/Animals/Heron'));
    await page.getByText('Eats frogs.').waitFor();
  });

  it('solves a conflict place by place, once more when the page moves on meanwhile, and loses nothing', async () => {
    const heron = '/ada/pond-life/api/v1/pages/Animals/Heron';
    const write = async (change: (text: string) => string): Promise<void> => {
      const { content, revision } = (await house.owner.get(heron)).json<PageRead & { content: string; revision: string }>();
      expect((await house.owner.send('PUT', heron, { body: { content: change(content), revision } })).status).toBe(200);
    };
    await page.goto(at('/ada/pond-life/Animals/Heron/edit'));
    await page.locator('.cm-content', { hasText: 'hours' }).waitFor();
    const loaded = await typedIn(page);
    await write((text) => text.replace('hours', 'days').replace('frogs', 'toads'));
    await writeOver(page, loaded.replace('hours', 'weeks').replace('frogs', 'newts'));
    await page.getByRole('button', { name: 'Save page' }).click();
    await page.getByRole('heading', { name: 'This page changed while you were editing' }).waitFor();
    await shoot(page, 'conflict');
    await page.getByRole('button', { name: 'Save page' }).click();
    await page.getByText('Some places are not decided yet.').waitFor();
    // The first place has the focus; the arrows go through its ways.
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.locator('#app\\:merged', { hasText: 'weeks' }).waitFor();
    await page.locator('.hunk').nth(1).getByRole('radio', { name: 'Edit' }).check();
    await page.locator('.hunk').nth(1).getByLabel('Text of this place').fill('Eats toads and newts.');
    await page.getByText('2 of 2 decided').waitFor();
    expect(await page.locator('#app\\:merged').textContent()).toMatch(/weeks[^]*toads and newts/);
    await write((text) => text.replace('days', 'months'));
    await page.getByRole('button', { name: 'Save page' }).click();
    await page.getByText('Decisions of yours that still hold: 1.').waitFor();
    await page.getByRole('button', { name: 'All theirs' }).click();
    await page.getByText('1 of 1 decided').waitFor();
    await page.getByRole('button', { name: 'Save page' }).click();
    await page.locator('article', { hasText: 'months' }).waitFor();
    expect(await page.locator('article').textContent()).toContain('toads and newts');
  });

  it('keeps what was typed on the server, on to another browser, and here while there is no connection', async () => {
    const editor = at('/ada/pond-life/Animals/Heron/edit');
    await page.goto(editor);
    await page.locator('.cm-content', { hasText: 'months' }).waitFor();
    await writeOver(page, 'Half a thought');
    await page.getByText(/Draft saved \d/).waitFor();
    const other = await openWindow(browser, house.ready.url, { width: 375, theme: 'dark' });
    await other.page.goto(new URL(`${await (await house.openPerson('ada')).signInPath()}&next=/`, house.ready.url).href);
    await other.page.goto(editor);
    await other.page.getByText('Unsaved draft').waitFor();
    await shoot(other.page, 'draft-elsewhere');
    await other.page.getByRole('button', { name: 'Continue with it' }).click();
    expect(await typedIn(other.page)).toBe('Half a thought');
    await writeOver(other.page, 'A whole thought');
    await other.page.getByText(/Draft saved \d/).waitFor();
    await writeOver(page, 'Half a thought, and more');
    await page.getByText('Your draft was changed in another window').waitFor();
    await page.getByRole('button', { name: 'Continue with it' }).click();
    expect(await typedIn(page)).toBe('A whole thought');
    await window.context.setOffline(true);
    await writeOver(page, 'Thought on a train');
    await page.getByText('Offline. Your text is kept in this browser').waitFor();
    await window.context.setOffline(false);
    await page.getByText(/Draft saved \d/).waitFor();
    await page.goto(editor);
    await page.getByRole('button', { name: 'Discard it' }).click();
    await page.getByText('Unsaved draft').waitFor({ state: 'hidden' });
    await page.reload();
    await page.locator('.cm-content', { hasText: 'months' }).waitFor();
    expect((await house.owner.get('/ada/pond-life/api/v1/drafts')).json<{ total: number }>().total).toBe(0);
    expect(unexpected(other.problems, 404, 409)).toEqual([]);
    await other.context.close();
  });

  it('searches from anywhere with a slash, by keyboard alone', async () => {
    await page.goto(at('/ada/pond-life/'));
    await page.keyboard.press('/');
    await page.keyboard.type('toads', { delay: 10 });
    await page.getByRole('option', { name: /Heron/ }).waitFor();
    await shoot(page, 'search-list');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/Animals/Heron*');
    expect(await page.locator('article').textContent()).toContain('toads');
  });

  it('keeps a dark screen dark after a reload', async () => {
    const background = (): Promise<string> => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.getByRole('button', { name: 'Dark' }).click();
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await background()).toBe(dark);
    await page.goto(at('/'));
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await page.getByRole('button', { name: 'System' }).click();
  });

  it('is told by the server, too, that it likes it dark: the page says so before any script', async () => {
    await page.getByRole('button', { name: 'Dark' }).click();
    const cookies = (await window.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const answer = await house.asStranger().get('/', { cookie: cookies, accept: 'text/html' });
    expect(answer.text).toMatch(/<html[^>]*data-theme="dark"/);
  });

  it('sees at once what an agent has written', async () => {
    await house.owner.send('PUT', '/ada/pond-life/api/v1/pages/From_agent', { body: { content: '# From agent\n\nBeep.\n' } });
    expect((await house.owner.get('/ada/pond-life/api/v1/pages/From_agent')).json<PageRead>().content).toContain('Beep');
    await page.goto(at('/ada/pond-life/From_agent'));
    await page.getByText('Beep.').waitFor();
  });

  it('reads history and recent changes with who did what', async () => {
    await page.goto(at('/ada/pond-life/Animals/Heron'));
    await page.keyboard.press('h');
    await page.waitForURL('**/Animals/Heron/history');
    await page.locator('main').getByText('ada').first().waitFor();
    await page.goto(at('/ada/pond-life/-/changes'));
    await page.locator('main').getByText('Heron').first().waitFor();
  });

  it('meets no error, no violation of the policy, and no other origin on the way', () => {
    expect(unexpected(window.problems, 404, 409).filter((problem) => !problem.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });
});
