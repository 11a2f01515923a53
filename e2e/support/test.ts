import { type BrowserContext, test as base } from '@playwright/test';
import { Watch } from './watch.ts';

interface Fixtures {
  /** Looks over the shoulder of every page; it checks at the end of the test. */
  watch: Watch;
  /** The browser of somebody else: watched as well, and with no cookie of the first. */
  otherBrowser: BrowserContext;
}

/** Playwright's own, with every page watched. */
export const test = base.extend<Fixtures>({
  watch: [
    async ({ context }, use, info) => {
      const watch = new Watch();
      await watch.follow(context);
      await use(watch);
      if (info.status !== info.expectedStatus) await sayWhatWasShown(context);
      await watch.learnCookies(context);
      watch.check();
    },
    { auto: true },
  ],
  otherBrowser: async ({ browser, watch }, use) => {
    const context = await browser.newContext();
    await watch.follow(context);
    await use(context);
    await watch.learnCookies(context);
    await context.close();
  },
});

/** Where only the log of a run is at hand, it must do: what the pages said when it went wrong. */
async function sayWhatWasShown(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) {
    const shown = await page.locator('body').ariaSnapshot({ timeout: 2000 }).catch(String);
    process.stdout.write(`\n    Shown at ${page.url()}:\n${shown.slice(0, 6000).replace(/^/gm, '      ')}\n`);
  }
}

export { expect } from '@playwright/test';
