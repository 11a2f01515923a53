import type { Page } from '@playwright/test';
import type { DemoFile } from '../../demo/demo-file.ts';

const choices = 50_000;
const scrollMs = 3000;
const scrollPx = 700;

/** Frames a second. */
export interface Pace {
  scrolling: number;
  searching: number;
}

/** Connects Tidewater up to its questions, whose list of choices is then as long as no real one. */
export async function openLongList(page: Page, { acme, customers }: DemoFile): Promise<void> {
  const all = Array.from({ length: choices }, (_, at) => ({
    value: `v${at}`,
    label: `List ${at}`,
    detail: `${at} contacts`,
  }));
  await page.route('**/api/embed/v1/connects/*/options/**', (route) => {
    const search = new URL(route.request().url()).searchParams.get('search') ?? '';
    const options = all.filter(({ label }) => label.toLowerCase().includes(search.toLowerCase()));
    return route.fulfill({ headers: { 'access-control-allow-origin': acme }, json: { options, nextCursor: null } });
  });
  await page.goto(`${acme}/integrations`);
  await page.getByRole('button', { name: 'Tidewater', exact: true }).click();
  await page.getByRole('button', { name: 'Connect Tidewater' }).click();
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Continue to Tidewater' }).click();
  const popup = await opened;
  await popup.getByLabel('Email address').fill(customers[0]?.tidewater.email ?? '');
  await popup.getByLabel('Password').fill(customers[0]?.tidewater.password ?? '');
  await popup.getByRole('button', { name: 'Sign in' }).click();
  await popup.getByRole('button', { name: 'Allow' }).click();
  await page.getByRole('combobox', { name: 'Which contacts should arrive?' }).click();
  await page.getByRole('option').nth(10).waitFor();
}

/** Scrolls what `find` gives, a screen a few frames, and counts the frames that were drawn meanwhile. */
const scroll = (page: Page, find: string): Promise<number> =>
  page.evaluate<number>(`(async () => {
    const box = ${find};
    let frames = 0;
    const began = performance.now();
    for (let now = began; now - began < ${scrollMs}; frames += 1) {
      const end = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
      box.scrollTop = end ? 0 : box.scrollTop + ${scrollPx};
      now = await new Promise(requestAnimationFrame);
    }
    return (frames * 1000) / (performance.now() - began);
  })()`);

const counting = `(() => {
  window.counted = { frames: 0, began: performance.now() };
  const count = () => { window.counted.frames += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
})()`;

/** Frames a second while the list is scrolled, and while somebody types what is looked for. */
export async function measureLongList(page: Page): Promise<Pace> {
  const list = `document.querySelector('portico-integrations').shadowRoot.querySelector('.pt-combobox__list')`;
  const scrolling = await scroll(page, list);
  await page.evaluate(counting);
  await page
    .getByRole('combobox', { name: 'Which contacts should arrive?' })
    .pressSequentially('list 4', { delay: 120 });
  await page.getByRole('option', { name: 'List 4', exact: false }).first().waitFor();
  const searching = await page.evaluate<number>(
    '(window.counted.frames * 1000) / (performance.now() - window.counted.began)',
  );
  await page.getByRole('combobox', { name: 'Which contacts should arrive?' }).fill('');
  return { scrolling, searching };
}

/** The same movement in a page that has nothing in it but a few rows. */
export async function measureShortList(page: Page): Promise<number> {
  const rows = Array.from({ length: 80 }, (_, at) => `<p>Row ${at}</p>`).join('');
  await page.setContent(`<div id="box" style="height: 284px; overflow: auto">${rows}</div>`);
  return scroll(page, "document.querySelector('#box')");
}
