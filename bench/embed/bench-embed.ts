import type { Page } from '@playwright/test';
import { type DemoFile, readDemoFile } from '../../demo/demo-file.ts';
import type { Bench } from '../bench-part.ts';
import { demoPlace, startDemo } from '../demo-program.ts';
import { median, rowOf } from '../row.ts';
import { openBrowser } from './browser.ts';
import { staticCopy, untilFirstCard, watchForFirstCard } from './first-card.ts';
import { serveStaticSite } from './static-site.ts';

const navigations = 10;

/**
 * How long a customer who has been here before waits for the tab: navigation to first card in a real Chromium, the SDK's
 * script in its cache. Floor: the same markup and styles as a page without a script, in the same browser.
 */
export const benchEmbed: Bench = async ({ repetitions, say, endings }) => {
  const place = await demoPlace(endings);
  say('  starting the demo');
  await startDemo(place, endings);
  const file = readDemoFile(place.data);
  if (!file) throw new Error('The demo is ready, but wrote no demo.json.');
  const browser = await openBrowser(endings);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const tab = `${file.acme}/integrations`;
  await signIn(page, file, tab);
  await watchForFirstCard(page);
  await untilFirstCard(page, tab);
  const copy = await serveStaticSite({ html: await staticCopy(page), origin: file.acme }, endings);

  const values: number[] = [];
  const floors: number[] = [];
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    say(`  repetition ${repetition} of ${repetitions}`);
    floors.push(await medianOf(page, copy));
    values.push(await medianOf(page, tab));
  }
  const row = 'navigation to first card / static page';
  return [rowOf({ part: 'embed', row, unit: 'ms', values, floors, target: { is: '≤', value: 300 } })];
};

async function medianOf(page: Page, address: string): Promise<number> {
  const taken: number[] = [];
  await untilFirstCard(page, address);
  for (let count = 0; count < navigations; count++) taken.push(await untilFirstCard(page, address));
  return median(taken);
}

async function signIn(page: Page, { customers }: DemoFile, tab: string): Promise<void> {
  const [person] = customers;
  await page.goto(tab);
  await page.getByLabel('E-mail').fill(person?.email ?? '');
  await page.getByLabel('Password').fill(person?.password ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(tab);
}
