import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { zipOf } from '../house/archive.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { openReceiver } from '../house/receiver.ts';
import type { Receiver } from '../house/receiver.ts';
import { createWikiAt } from '../house/wiki.ts';
import { chromiumPath, launch, openWindow, shoot, unexpected } from './chromium.ts';
import type { Window } from './chromium.ts';

interface Settings {
  readonly name: string;
  readonly purpose: string;
  readonly home: string;
  readonly visibility: string;
  readonly messages: string;
}

(chromiumPath ? describe : describe.skip)('an owner at the settings', () => {
  let house: House;
  let receiver: Receiver;
  let browser: Browser;
  let window: Window;
  let page: Page;
  let address = 'ada/pond';
  const at = (path: string): string => new URL(path, house.ready.url).href;
  const api = (path: string): string => `/${address}/api/v1/${path}`;
  const open = (path = `/${address}/-/settings`): Promise<unknown> => page.goto(at(path));
  const section = (name: string): Locator => page.getByRole('region', { name });
  const settings = async (): Promise<Settings> => (await house.owner.get(api('settings'))).json<Settings>();

  beforeAll(async () => {
    [house, browser, receiver] = await Promise.all([openHouse({ privateNetwork: true }), launch(), openReceiver()]);
    await createWikiAt(house.owner, { name: 'Pond', slug: 'pond' });
    await createWikiAt(house.owner, { name: 'Lake', slug: 'lake', visibility: 'public' });
    window = await openWindow(browser, house.ready.url);
    page = window.page;
    await page.goto(house.ready.signInUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await receiver?.close();
    await house?.close();
  });

  it('say what the wiki is called, what it is for and what opens first', async () => {
    await open();
    const general = section('General');
    await general.getByLabel('Name').fill('Pond <b>& reeds</b>');
    await general.getByLabel('Purpose').fill('What lives here.');
    await general.getByLabel('Home page').fill('..');
    await general.getByLabel(/has to say why/).check();
    await general.getByRole('button', { name: 'Save' }).click();
    await general.getByRole('alert').getByText('Name the path of a page.').waitFor();
    expect(await general.getByLabel('Purpose').inputValue()).toBe('What lives here.');
    await general.getByLabel('Home page').fill('Meta/Wiki Usage Guide');
    await general.getByRole('button', { name: 'Save' }).click();
    await general.getByText('Saved').waitFor();
    expect(await page.locator('.wiki-name').textContent()).toBe('Pond <b>& reeds</b>');
    await page.reload();
    await page.locator('fieldset:not([disabled]) #app\\:purpose').waitFor();
    expect(await general.getByLabel('Purpose').inputValue()).toBe('What lives here.');
    expect(await settings()).toMatchObject({ name: 'Pond <b>& reeds</b>', home: 'Meta/Wiki_Usage_Guide', messages: 'required' });
  });

  it('move it, after showing where to, and the old address leads there', async () => {
    const form = section('Address');
    await form.getByLabel('Address').fill('lake');
    await form.getByRole('button', { name: 'Change address' }).click();
    await form.getByText('You already have a wiki at this address.').waitFor();
    expect(await form.getByLabel('Address').inputValue()).toBe('lake');
    await form.getByLabel('Address').fill('reeds');
    expect(await form.locator('#app\\:address-then').textContent()).toMatch(/\/ada\/reeds$/);
    await shoot(page, 'settings-address');
    await form.getByRole('button', { name: 'Change address' }).click();
    await page.waitForURL('**/ada/reeds/-/settings');
    await page.getByText('The wiki is now at').waitFor();
    address = 'ada/reeds';
    await open('/ada/pond/');
    expect(new URL(page.url()).pathname).toBe('/ada/reeds/');
  });

  it('tell agents what they may do, folder by folder', async () => {
    await open();
    const agents = section('What agents may do');
    await agents.getByRole('button', { name: 'Add a folder' }).click();
    await page.keyboard.type('Meta');
    await agents.getByRole('combobox', { name: 'Agents may' }).selectOption('read-only');
    await agents.getByRole('combobox', { name: 'Everywhere else' }).selectOption('propose');
    await agents.getByRole('button', { name: 'Save' }).click();
    await agents.getByText('Saved').waitFor();
    const { policy } = (await house.owner.get(api('agent-policy'))).json<{ policy: object }>();
    expect(policy).toEqual({ default: 'propose', rules: [{ prefix: 'Meta', access: 'read-only' }] });
    await page.reload();
    await agents.getByRole('button', { name: 'Remove the rule' }).click();
    await agents.getByRole('combobox', { name: 'Everywhere else' }).selectOption('direct');
    await agents.getByRole('button', { name: 'Save' }).click();
    await agents.getByText('Saved').waitFor();
    expect((await house.owner.get(api('agent-policy'))).json()).toMatchObject({ policy: { default: 'direct', rules: [] } });
  });

  it('add a webhook, see its secret once, test it, pause it, and end it', async () => {
    const webhooks = section('Webhooks');
    await webhooks.getByText('Add a webhook').first().click();
    await webhooks.getByLabel('Address').fill('ftp://example.org/');
    await webhooks.getByLabel('What it is for').fill('<img src=x onerror=alert(1)>');
    await webhooks.getByRole('button', { name: 'Add a webhook' }).click();
    await webhooks.getByRole('alert').filter({ hasText: 'Nothing can be delivered' }).waitFor();
    await webhooks.getByLabel('Address').fill(`${receiver.url}/hook`);
    await webhooks.getByRole('button', { name: 'Add a webhook' }).click();
    await webhooks.locator('.secret code', { hasText: 'whsec_' }).waitFor();
    await webhooks.getByText('<img src=x').click();
    await webhooks.getByRole('button', { name: 'Send a test' }).click();
    await webhooks.getByText(/The test arrived: 204/).waitFor();
    await webhooks.getByRole('cell', { name: 'Test', exact: true }).waitFor();
    expect(receiver.sequences('/hook')).toEqual([null]);
    await shoot(page, 'settings-webhook');
    await webhooks.getByRole('button', { name: 'Pause' }).click();
    await webhooks.getByRole('button', { name: 'Resume' }).waitFor();
    await webhooks.getByRole('button', { name: 'Delete' }).click();
    await webhooks.getByRole('button', { name: 'Keep it' }).press('Escape');
    await webhooks.getByRole('button', { name: 'Delete' }).click();
    await webhooks.getByRole('button', { name: 'Delete' }).click();
    await webhooks.getByText('No webhook yet').waitFor();
  });

  it('bring a zip archive in, after trying what it would do', async () => {
    const content = await zipOf({ 'Newts.md': '# Newts\n\nSwim.\n', 'Home.md': '# Mine\n' });
    const form = section('Import');
    await form.getByLabel('Zip archive').setInputFiles({ name: 'newts.zip', mimeType: 'application/zip', buffer: content });
    await form.getByRole('button', { name: 'Try first' }).click();
    await form.getByText('This is what an import would do.').waitFor();
    expect((await house.owner.get(api('pages/Newts'))).status).toBe(404);
    await form.getByRole('button', { name: 'Import', exact: true }).first().click();
    await form.getByText('Imported.').waitFor();
    await form.locator('summary', { hasText: 'Refused' }).click();
    expect(await form.locator('.fates').textContent()).toContain('Home.md');
    await shoot(page, 'settings-import');
    expect((await house.owner.get(api('pages/Newts'))).status).toBe(200);
  });

  it('bring a repository in, step by step', async () => {
    const form = page.locator('#app\\:git-form');
    const bring = async (name: string): Promise<void> => {
      await form.getByLabel('Address of the repository').fill(`${house.ready.url}/ada/${name}.git`);
      await form.getByLabel('When a page is there already').selectOption('rename');
      await form.getByRole('button', { name: 'Import' }).click();
    };
    await bring('none');
    await form.getByText(/The import failed:/).waitFor();
    expect(await form.getByLabel('Address of the repository').inputValue()).toContain('/ada/none.git');
    await bring('lake');
    await form.locator('.outcome', { hasText: 'Imported.' }).waitFor();
    expect(await form.locator('.outcome').textContent()).toMatch(/1 commits[^]*Renamed/);
  });

  it('connect an agent, which turns green at its first call, and end its token', async () => {
    await page.getByRole('link', { name: 'Connect an agent' }).click();
    await page.getByRole('button', { name: 'Make a token' }).click();
    const secret = (await page.locator('.secret code').textContent()) ?? '';
    await page.getByRole('tab', { name: 'Claude Code' }).press('End');
    const clone = await page.getByRole('tabpanel').locator('code').textContent();
    expect(clone).toBe(`git clone ${house.ready.url.replace('://', `://agent:${secret}@`)}/ada/reeds.git`);
    await page.getByText('Waiting for the first call').waitFor();
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    const headers = { accept: 'application/json, text/event-stream' };
    expect((await house.asBearer(secret).send('POST', '/ada/reeds/mcp', { body: call, headers })).status).toBe(200);
    await page.locator('[data-state="done"]').getByText('Connected').waitFor();
    await shoot(page, 'connected');
    await open('/-/account');
    const row = section('Tokens').getByRole('listitem').filter({ hasText: 'Agent · reeds' });
    await row.getByRole('button', { name: /Revoke/ }).click();
    await row.getByRole('button', { name: 'Revoke', exact: true }).click();
    await row.waitFor({ state: 'detached' });
    expect((await house.asBearer(secret).get(api('pages'))).status).toBe(401);
  });

  it('are explained to whoever may not change them, and are not there for strangers', async () => {
    const bob = await house.openPerson('bob');
    const other = await openWindow(browser, house.ready.url);
    for (const path of ['/ada/lake/-/settings', `/${address}/-/settings`, '/ada/lake/-/settings']) {
      const answer = await other.page.goto(at(path));
      const isPublic = path.startsWith('/ada/lake');
      if (isPublic) {
        expect(answer?.status()).toBe(403);
        await other.page.getByText('Ask ada to change what you need').waitFor();
        expect(await other.page.locator('main form').count()).toBe(0);
        expect(await other.page.getByRole('link', { name: 'Settings' }).count()).toBe(0);
      } else expect(await other.page.content()).not.toContain('What lives here');
      await other.page.goto(at(`${await bob.signInPath()}&next=${path}`));
    }
    const hidden = await other.page.goto(at(`/${address}/-/settings`));
    expect(hidden?.status()).toBe(404);
    expect((await house.asBearer(bob.token).get('/ada/lake/api/v1/settings')).status).toBe(403);
    await other.context.close();
  });

  it('hand a wiki over to somebody, who finds the offer before their own wikis', async () => {
    const eve = await house.openPerson('eve');
    const offering = section('Hand over');
    await open('/ada/lake/-/settings');
    await offering.getByLabel('User name').fill('nobody-here');
    await offering.getByRole('button', { name: 'Offer this wiki' }).click();
    await offering.getByRole('alert').filter({ hasText: 'Nobody has this user name' }).waitFor();
    await offering.getByLabel('User name').fill('eve');
    await offering.getByLabel('Why').fill('You know <b>lakes</b>.');
    await offering.getByRole('button', { name: 'Offer this wiki' }).click();
    await offering.getByText('Offered to eve').waitFor();
    const other = await openWindow(browser, house.ready.url);
    await other.page.goto(at(`${await eve.signInPath()}&next=/`));
    await other.page.getByText('“You know <b>lakes</b>.”').waitFor();
    await shoot(other.page, 'offer');
    await other.page.getByRole('button', { name: 'Take it over: Lake' }).click();
    await other.page.waitForURL('**/eve/lake/');
    await other.page.getByText('Lake is yours.').waitFor();
    await open('/ada/lake/-/settings');
    await page.getByText('Ask eve to change what you need').waitFor();
    expect(unexpected(other.problems)).toEqual([]);
    await other.context.close();
  });

  it('delete the wiki only when its address is typed, and bring it back', async () => {
    await open();
    const danger = section('Delete this wiki');
    await danger.getByLabel(/to confirm/).fill('ada/lake');
    await danger.getByRole('button', { name: 'Delete wiki' }).click();
    await danger.getByText('That is not the address of this wiki.').waitFor();
    await danger.getByLabel(/to confirm/).fill(address);
    await danger.getByRole('button', { name: 'Delete wiki' }).click();
    await page.getByRole('heading', { name: /is being deleted/ }).waitFor();
    expect(await page.locator('.ending').textContent()).toContain('In 7 days');
    await shoot(page, 'ending');
    await open('/');
    await page.getByRole('link', { name: /Gone in 7 days/ }).click();
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await section('Archive').getByRole('button', { name: 'Archive this wiki' }).click();
    await section('Archive').getByRole('button', { name: 'Open it again' }).click();
    await section('Archive').getByRole('button', { name: 'Archive this wiki' }).waitFor();
    expect((await house.owner.get(api('pages/Newts'))).status).toBe(200);
  });

  it('change who they are and the language, and every address follows', async () => {
    await open('/-/account');
    await section('Profile').getByLabel('Name').fill('Ada Lovelace');
    await section('Profile').getByRole('button', { name: 'Save' }).click();
    await section('Profile').getByText('Saved').waitFor();
    const username = section('User name');
    await username.getByLabel('User name').fill('bob');
    await username.getByRole('button', { name: 'Change user name' }).click();
    await username.getByText('This user name is taken').waitFor();
    await username.getByLabel('User name').fill('countess');
    expect(await username.locator('#app\\:address-then').textContent()).toMatch(/\/countess\/$/);
    await username.getByRole('button', { name: 'Change user name' }).click();
    await page.getByText('You are now countess.').waitFor();
    await open('/ada/reeds/-/changes');
    expect(new URL(page.url()).pathname).toBe('/countess/reeds/-/changes');
    await open('/-/account');
    await page.getByLabel('Language', { exact: true }).selectOption('de');
    await page.getByRole('heading', { name: 'Ihr Konto' }).waitFor();
    await open('/countess/reeds/-/settings');
    await page.getByRole('heading', { name: 'Wiki löschen' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
  });

  it('meet no error, no violation of the policy, and no other origin on the way', () => {
    expect(unexpected(window.problems, 403, 404, 409, 422)).toEqual([]);
  });
});
