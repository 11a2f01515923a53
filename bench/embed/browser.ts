import { type Browser, chromium as playwright } from '@playwright/test';
import chromium from '@sparticuz/chromium';
import type { Endings } from '../endings.ts';

/** The Chromium from npm where there is one for this machine, else Playwright's own. */
export async function openBrowser(endings: Endings): Promise<Browser> {
  const isBuilt = process.platform === 'linux' && process.arch === 'x64';
  const browser = await playwright.launch({
    // Its own handlers would end this process before everything else was ended.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ...(isBuilt && { executablePath: await chromium.executablePath() }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      // A page that the bench answers for has no address: its frame of this machine would be taken for an attack.
      '--disable-features=LocalNetworkAccessChecks',
    ],
  });
  endings.add(() => browser.close());
  return browser;
}
