import { defineConfig } from '@playwright/test';
import { launchOptions } from './e2e/support/browser.ts';

/** `npm run test:e2e`: the whole story in a real browser, against one demo that is started and ended around it. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './e2e/support/global-setup.ts',
  // One demo, whose state the specs change: one after another, and nothing is tried twice until it passes.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  globalTimeout: 45 * 60_000,
  // Longer than the pages wait between two looks (10 and 15 s): what is expected may have happened just after one.
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    launchOptions: await launchOptions(),
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
