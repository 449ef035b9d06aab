import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { readAttacks } from '../../services/render/src/domain/markdown/fixtures/read-attacks.ts';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { chromiumPath, launch, openWindow, unexpected } from './chromium.ts';
import type { Window } from './chromium.ts';

const TABS = 2;
/** So many on one page, in both orders: what one of them swallows then stands before it. */
const TOGETHER = 20;
/** What an attack would call, besides `alert`. */
const TELL_CALLS = `for (const name of ['alert', 'confirm', 'prompt', 'print', 'msgbox']) window[name] = () => console.error('an attack ran: ' + name);`;

/** Opens what is folded, moves over and focuses everything: what waits for a person gets one. */
const PROVOKE = `(() => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const element of document.querySelectorAll('.prose *')) {
    element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
    element.dispatchEvent(new PointerEvent('pointerenter', { bubbles: true }));
    if (element instanceof HTMLElement && !(element instanceof HTMLIFrameElement)) element.focus();
  }
})()`;

/** Follows links that are no addresses of the web: a click on them would run what they say. */
const ODD_LINKS = `[...document.querySelectorAll('.prose a[href]')].map((one) => one.href).filter((href) => !/^(?:https?|mailto):/.test(href))`;

(chromiumPath ? describe : describe.skip)('pages that attack', () => {
  let house: House;
  let browser: Browser;
  // No surface takes NUL; without it some of them become what they hide.
  const attacks = readAttacks().map((attack) => attack.replaceAll('\u0000', ''));
  const pages = [attacks, attacks.toReversed()].flatMap((all, order) =>
    Array.from({ length: Math.ceil(all.length / TOGETHER) }, (_, at) => ({
      path: `Attack/N${order}${at}`,
      text: all.slice(at * TOGETHER, (at + 1) * TOGETHER).join('\n\n'),
    })),
  );
  const inside = { path: 'Attack/Inside', text: `<b>x</b>\n\n${pages.map(({ path }) => `![[${path}]]`).join('\n\n')}\n` };

  beforeAll(async () => {
    [house, browser] = await Promise.all([openHouse(), launch()]);
    for (const { path, text } of [...pages, inside]) await house.notes.write(path, text);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const signedIn = async (): Promise<Window> => {
    const window = await openWindow(browser, house.ready.url);
    await window.context.addInitScript(TELL_CALLS);
    window.page.on('dialog', (dialog) => {
      window.problems.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const link = await (await house.openPerson('ada')).signInPath();
    await window.page.goto(new URL(`${link}&next=/ada/notes/`, house.ready.url).href);
    return window;
  };

  const visit = async (page: Page, path: string): Promise<void> => {
    const address = new URL(`/ada/notes/${path}`, house.ready.url).href;
    const answer = await page.goto(address);
    expect([path, answer?.status()]).toEqual([path, 200]);
    await page.evaluate(PROVOKE);
    expect([path, await page.evaluate(ODD_LINKS)]).toEqual([path, []]);
    // Nothing leads away by itself.
    expect(page.url().split('#')[0]).toBe(address);
  };

  it('run nothing, ask nobody and break no rule of the policy', async () => {
    const windows = await Promise.all(Array.from({ length: TABS }, signedIn));
    const paths = [...pages, inside].map(({ path }) => path);
    const share = async ({ page }: Window, tab: number): Promise<void> => {
      for (const path of paths.filter((_, at) => at % TABS === tab)) await visit(page, path);
    };
    await Promise.all(windows.map(share));
    expect(
      unexpected(
        windows.flatMap(({ problems }) => problems),
        404,
      ),
    ).toEqual([]);
  }, 240_000);

  it('are noticed when they do run: this journey can fail', async () => {
    const { page, problems } = await signedIn();
    await page.evaluate(`document.querySelector('main').innerHTML = '<img src="https://evil.example/x.png" onerror="alert(1)">'`);
    await page.waitForTimeout(500);
    expect(problems.join()).toMatch(/evil\.example/);
    expect(problems.join()).toMatch(/CSP/);
  });
});
