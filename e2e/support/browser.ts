import type { LaunchOptions } from '@playwright/test';
import chromium from '@sparticuz/chromium';

/**
 * A Chromium that came with npm, so that nothing has to be downloaded. It is built for Linux on x64; elsewhere Playwright's
 * own is used (`npx playwright install chromium`). The package's own flags are for a serverless machine and switch off
 * what is tested here (web security, one process a site), so none of them is taken over.
 */
export async function launchOptions(): Promise<LaunchOptions> {
  const isBuilt = process.platform === 'linux' && process.arch === 'x64';
  return {
    ...(isBuilt && { executablePath: await chromium.executablePath() }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
      // A page that a test answers for has no address of its own: Chromium takes it for one of the internet that reaches
      // into this machine. For all specs, because others would need another worker, and with the first one its demo ends.
      '--disable-features=LocalNetworkAccessChecks',
    ],
  };
}
