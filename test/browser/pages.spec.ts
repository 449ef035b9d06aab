import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { accessibilityProblems, chromiumPath, launch, openWindow, shoot, unexpected } from './chromium.ts';
import type { Window } from './chromium.ts';

(chromiumPath ? describe : describe.skip)('a person with the pages of a wiki', () => {
  let house: House;
  let browser: Browser;
  let window: Window;
  let page: Page;
  const at = (path: string): string => new URL(path, house.ready.url).href;
  const open = (path: string): Promise<unknown> => page.goto(at(`/ada/notes/${path}`));
  const textOf = async (path: string): Promise<string> => (await house.notes.read(path)).json<{ content: string }>().content;
  /** By a person in the browser, as only persons may. */
  const setPolicy = (access: string): Promise<number> =>
    page.evaluate<number>(`fetch('/ada/notes/api/v1/agent-policy', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': document.querySelector('meta[name=csrf-token]').content },
      body: JSON.stringify({ default: '${access}', rules: [] }),
    }).then(({ status }) => status)`);
  const propose = (path: string, content: string, revision?: string): Promise<unknown> =>
    house.owner.send('PUT', `${house.notes.api}/pages/${path}`, {
      body: { content, ...(revision === undefined ? {} : { revision }), commit_message: `Say more of ${path}` },
      headers: { 'wikibot-session': `about-${path}` },
    });

  beforeAll(async () => {
    [house, browser] = await Promise.all([openHouse(), launch()]);
    await house.notes.write('Pond', '# Pond\n\nDeep water.\n');
    await house.notes.write('Reed', '# Reed\n\nGrows at the [[Pond]], and so does [[Sedge]].\n');
    await house.notes.write('Pond/Bank', '# Bank\n\nSteep.\n');
    window = await openWindow(browser, house.ready.url);
    page = window.page;
    await page.goto(house.ready.signInUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  it('merges a proposal that goes in as it is, solves one that does not, and declines a third with a reason', async () => {
    const [pond, reed] = await Promise.all(
      ['Pond', 'Reed'].map(async (path) => (await house.notes.read(path)).json<{ revision: string; content: string }>()),
    );
    await open('');
    expect(await setPolicy('propose')).toBe(200);
    await propose('Pond', '# Pond\n\nDeep and cold water.\n', pond?.revision);
    await propose('Reed', `${reed?.content ?? ''}\nRustles.\n`, reed?.revision);
    await propose('Sedge', '# Sedge\n');
    await open('-/proposals');
    await page.getByRole('img', { name: /waiting/ }).waitFor();
    await page.getByRole('link', { name: 'Say more of Reed' }).click();
    await page.locator('.diff-added', { hasText: 'Rustles.' }).waitFor();
    await page.getByRole('button', { name: 'Merge proposal' }).click();
    await page.getByText('The proposal is merged.').waitFor();
    expect(await textOf('Reed')).toContain('Rustles.');

    expect(await setPolicy('direct')).toBe(200);
    await house.notes.write('Pond', '# Pond\n\nDeep, dark water.\n', pond?.revision);
    await page.getByRole('link', { name: 'Say more of Pond' }).click();
    await page.getByRole('button', { name: 'Merge proposal' }).click();
    await page.getByLabel('Write my own').check();
    await shoot(page, 'proposal-conflict');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByLabel('Text of Pond').fill('# Pond\n\nDeep, dark and cold water.\n');
    await page.getByRole('button', { name: 'Merge like this' }).click();
    await page.getByText('The proposal is merged.').waitFor();
    expect(await textOf('Pond')).toBe('# Pond\n\nDeep, dark and cold water.\n');

    await page.getByRole('link', { name: 'Say more of Sedge' }).click();
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByLabel('Why not').fill('Not in this pond.');
    await page.getByRole('button', { name: 'Decline proposal' }).click();
    await page.getByRole('heading', { name: 'No proposal waits' }).waitFor();
    await page.getByRole('link', { name: 'Declined' }).click();
    await page.getByRole('link', { name: 'Say more of Sedge' }).click();
    await page.locator('blockquote', { hasText: 'Not in this pond.' }).waitFor();
  });

  it('uploads a file, copies its line, replaces it, and deletes it', async () => {
    await open('Pond/attachments');
    const picker = page.getByLabel('Choose files');
    await picker.setInputFiles({ name: 'depths of it.txt', mimeType: 'text/plain', buffer: Buffer.from('3 m') });
    await page.getByText('depths of it.txt is uploaded').waitFor();
    const row = page.locator('[data-file]');
    await row.getByRole('button', { name: 'History' }).click();
    await row.locator('.file-history .change').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await picker.setInputFiles({ name: 'large.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(11 * 1024 * 1024) });
    await page.getByText(/large\.bin has 11\sMB/).waitFor();
    await row.getByRole('button', { name: 'Delete' }).click();
    await page
      .getByRole('group', { name: /^Delete depths/ })
      .getByRole('button', { name: 'Delete' })
      .click();
    await page.getByText(/is deleted; its history stays/).waitFor();
    await page.getByRole('heading', { name: 'No attachments yet' }).waitFor();
  });

  it('reads who links here, moves the page by its menu with all below it, and deletes it', async () => {
    await open('Pond');
    await page
      .getByRole('region', { name: /Linked from/ })
      .getByRole('link', { name: 'Reed' })
      .waitFor();
    await page.keyboard.press('.');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Move or rename' }).click();
    await page.getByLabel('New address').fill('Places/Pond');
    await page.getByRole('button', { name: 'See what moves' }).click();
    await page.getByText('2 pages move').waitFor();
    await page.getByText('Links in 1 page are rewritten').waitFor();
    await page.getByRole('button', { name: 'Move page' }).click();
    await page.waitForURL('**/Places/Pond');
    await page.getByText('The page is moved.').waitFor();
    expect(await textOf('Reed')).toContain('[[Places/Pond');
    await page.keyboard.press('.');
    await page.getByRole('link', { name: 'Delete', exact: true }).click();
    await page.getByLabel(/all below it: 1 further/).check();
    await page.getByRole('button', { name: 'Delete page' }).click();
    await page.getByText(/is deleted. It can be restored/).waitFor();
    expect((await house.notes.read('Places/Pond/Bank')).status).toBe(404);
  });

  it('goes anywhere by the palette, over the keyboard alone', async () => {
    await open('');
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Search and commands' });
    await field.pressSequentially('reed', { delay: 10 });
    await page.getByRole('option', { name: /^Reed/ }).first().waitFor();
    await page
      .getByText(/result/)
      .last()
      .waitFor();
    await shoot(page, 'palette');
    expect(await accessibilityProblems(page)).toEqual([]);
    await field.press('Enter');
    await page.waitForURL('**/Reed*');
    await page.keyboard.press('/');
    await field.pressSequentially('All pages');
    await page.getByRole('option', { name: 'All pages', exact: true }).click();
    await page.waitForURL('**/-/index');
    expect(unexpected(window.problems, 404, 409)).toEqual([]);
  });
});
