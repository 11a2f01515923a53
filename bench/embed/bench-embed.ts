import type { CDPSession, Page } from '@playwright/test';
import { type DemoFile, readDemoFile } from '../../demo/demo-file.ts';
import type { Bench } from '../bench-part.ts';
import { demoPlace, startDemo } from '../demo-program.ts';
import { median, type Row, rowOf, type Target } from '../row.ts';
import { openBrowser } from './browser.ts';
import { type Shown, staticCopy, untilFirstCard, watchForFirstCard } from './first-card.ts';
import { framedPage } from './framed-page.ts';
import { measureLongList, measureShortList, openLongList, type Pace } from './long-list.ts';
import { serveStaticSite } from './static-site.ts';

const navigations = 10;
const soon: Target = { is: '≤', value: 300 };

/**
 * How long a customer waits for the tab, in a real Chromium: in the vendor's page and in a frame, with the SDK's script in
 * the cache and without. Floor: the same markup and styles as a page without a script, in the same browser. And whether a
 * long list of choices keeps up with whoever scrolls and types.
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
  const cdp = await context.newCDPSession(page);
  const tab = `${file.acme}/integrations`;
  await signIn(page, file, tab);
  await watchForFirstCard(page);
  await untilFirstCard(page, tab);
  const copy = await serveStaticSite({ html: await staticCopy(page), origin: file.acme }, endings);
  const framed = await framedPage(page, file);
  const inFrame = `${file.console}/portal/frame`;

  const taken = { cached: listOf(), cold: listOf(), framed: listOf(), copy: listOf(), coldCopy: listOf() };
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    say(`  repetition ${repetition} of ${repetitions}`);
    taken.copy.push(await medianOf(page, copy));
    taken.cached.push(await medianOf(page, tab));
    taken.framed.push(await medianOf(page, framed, inFrame));
    taken.coldCopy.push(await withoutCache(cdp, () => medianOf(page, copy)));
    taken.cold.push(await withoutCache(cdp, () => medianOf(page, tab)));
  }
  const row = (name: string, values: Shown[], floors: Shown[], of: keyof Shown, target?: Target) =>
    rowOf({
      part: 'embed',
      row: `${name} / static page`,
      unit: 'ms',
      values: values.map((one) => one[of]),
      floors: floors.map((one) => one[of]),
      ...(target && { target }),
    });
  return [
    row('navigation to first card', taken.cached, taken.copy, 'card', soon),
    row('navigation to interactive', taken.cached, taken.copy, 'interactive'),
    row('navigation to first card, nothing cached', taken.cold, taken.coldCopy, 'card'),
    row('navigation to interactive, nothing cached', taken.cold, taken.coldCopy, 'interactive'),
    row('navigation to first card in a frame', taken.framed, taken.copy, 'card'),
    row('navigation to interactive in a frame', taken.framed, taken.copy, 'interactive'),
    ...(await longListRows(page, file, repetitions, say)),
  ];
};

const listOf = (): Shown[] => [];

async function longListRows(page: Page, file: DemoFile, repetitions: number, say: (s: string) => void): Promise<Row[]> {
  const floors: number[] = [];
  for (let repetition = 1; repetition <= repetitions; repetition++) floors.push(await measureShortList(page));
  await openLongList(page, file);
  const paces: Pace[] = [];
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    say(`  50,000 choices, repetition ${repetition} of ${repetitions}`);
    paces.push(await measureLongList(page));
  }
  const row = (what: keyof Pace) =>
    rowOf({
      part: 'embed',
      row: `frames a second while ${what} 50,000 choices / scrolling a short list`,
      unit: 'fps',
      values: paces.map((pace) => pace[what]),
      floors,
      target: { is: '≥', ratio: 0.95 },
    });
  return [row('scrolling'), row('searching')];
}

async function withoutCache<Result>(cdp: CDPSession, measure: () => Promise<Result>): Promise<Result> {
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  try {
    return await measure();
  } finally {
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: false });
  }
}

async function medianOf(page: Page, address: string, inFrame?: string): Promise<Shown> {
  const taken: Shown[] = [];
  await untilFirstCard(page, address, inFrame);
  for (let count = 0; count < navigations; count++) taken.push(await untilFirstCard(page, address, inFrame));
  return { card: median(taken.map(({ card }) => card)), interactive: median(taken.map((one) => one.interactive)) };
}

async function signIn(page: Page, { customers }: DemoFile, tab: string): Promise<void> {
  const [person] = customers;
  await page.goto(tab);
  await page.getByLabel('E-mail').fill(person?.email ?? '');
  await page.getByLabel('Password').fill(person?.password ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(tab);
}
