/** A real Chromium with an eye on everything that a page must not do. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Given by the program that runs the tests; without it they cannot be made, and that is said. */
export const chromiumPath = process.env['CHROMIUM_PATH'];
if (!chromiumPath) process.stderr.write('*** BROWSER TESTS ARE SKIPPED: CHROMIUM_PATH names no browser. ***\n');

export const launch = (): Promise<Browser> =>
  chromium.launch({ ...(chromiumPath ? { executablePath: chromiumPath } : {}), args: ['--no-sandbox', '--disable-dev-shm-usage'] });

export interface Look {
  readonly width: number;
  readonly theme: 'light' | 'dark';
}

/** A browser window of one person, and everything that went wrong in it. */
export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors on the console, of scripts and of the content security policy, and requests to strangers, as sentences. */
  readonly problems: string[];
}

/** Runs in the page, before its own scripts. */
const TELL_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) => console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI));`;

export const watch = (page: Page, origin: string, problems: string[]): void => {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(`console on ${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script on ${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== origin) problems.push(`request to ${url.origin} on ${page.url()}`);
  });
};

export const openWindow = async (browser: Browser, origin: string, look: Look = { width: 1280, theme: 'light' }): Promise<Window> => {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 800 },
    colorScheme: look.theme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(10_000);
  await context.addInitScript(TELL_VIOLATIONS);
  const page = await context.newPage();
  const problems: string[] = [];
  watch(page, origin, problems);
  return { context, page, problems };
};

/** Chromium writes every answer from 400 on to the console, also one that the page expects. */
export const unexpected = (problems: readonly string[], ...expectedStatuses: readonly number[]): readonly string[] =>
  problems.filter((problem) => !expectedStatuses.some((status) => problem.includes(`the server responded with a status of ${status}`)));

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** Serious and critical findings of axe as sentences. The code goes in over the debugger, past the content security policy. */
export const accessibilityProblems = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations)`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id} at ${target.join(' ')}: ${failureSummary.replaceAll(/\s+/g, ' ')}`),
    );
};

/** How many pixels wider than the window a page is. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const screenshots = process.env['SCREENSHOTS'] === undefined ? undefined : mkdtempSync(join(tmpdir(), 'wikibot-screens-'));
if (screenshots) process.stderr.write(`screenshots go to ${screenshots}\n`);

export const shoot = async (page: Page, name: string): Promise<void> => {
  if (screenshots) await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
};
