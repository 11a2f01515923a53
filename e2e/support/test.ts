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
    async ({ context }, use) => {
      const watch = new Watch();
      await watch.follow(context);
      await use(watch);
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

export { expect } from '@playwright/test';
