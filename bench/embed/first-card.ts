import type { Frame, Page } from '@playwright/test';

/*
 * Runs in the page and in its frames, from their very beginning: notes the moment of the first frame in which a card of the
 * catalogue is there, and the end of the last task that kept the page from answering (50 ms and more). Looks once a frame,
 * at the page and, where it has come, into the element.
 */
const watch = `(() => {
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.lastTask = task.startTime + task.duration;
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const host = document.querySelector('portico-integrations');
    if ((host?.shadowRoot ?? document).querySelector('.pt-card__open')) window.firstCard = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

/** After the first card, how long tasks are still waited for that belong to it. */
const restMs = 500;

export const watchForFirstCard = (page: Page): Promise<unknown> => page.addInitScript(watch);

export interface Shown {
  /** Milliseconds from the navigation to the first card. */
  card: number;
  /** To where it is there and the page answers at once. */
  interactive: number;
}

/** Goes to a page; how long its first card takes, in the page itself or in the frame whose address begins so. */
export async function untilFirstCard(page: Page, address: string, inFrame?: string): Promise<Shown> {
  await page.goto(address, { waitUntil: 'commit' });
  const frame = inFrame === undefined ? page.mainFrame() : await frameAt(page, inFrame);
  await frame.waitForSelector('.pt-card__open');
  await page.waitForTimeout(restMs);
  const began = await page.evaluate(() => performance.timeOrigin);
  const [card, lastTask] = await frame.evaluate(() => {
    const at = (name: string): unknown => {
      const moment: unknown = Reflect.get(window, name);
      return typeof moment === 'number' ? performance.timeOrigin + moment : undefined;
    };
    return [at('firstCard'), at('lastTask')];
  });
  if (typeof card !== 'number') throw new Error('The first card was there before the watch began.');
  const answers = typeof lastTask === 'number' ? Math.max(card, lastTask) : card;
  return { card: card - began, interactive: answers - began };
}

async function frameAt(page: Page, beginning: string): Promise<Frame> {
  const found = () => page.frames().find((frame) => frame.url().startsWith(beginning));
  for (let frame = found(); ; frame = found()) {
    if (frame) return frame;
    await page.waitForEvent('framenavigated');
  }
}

/** The page as it stands, with the element's inside as it was rendered and without a script: what a server could have sent. */
export function staticCopy(page: Page): Promise<string> {
  return page.evaluate(() => {
    const host = document.querySelector('portico-integrations');
    const root = host?.shadowRoot;
    if (!host || !root) throw new Error('The element is not there.');
    const sheets = root.adoptedStyleSheets.map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join('\n'));
    const inside = `<style>${sheets.join('\n')}</style>${root.innerHTML}`;
    const page = document.documentElement.cloneNode(true);
    if (!(page instanceof HTMLElement)) throw new Error('There is no page.');
    for (const script of page.querySelectorAll('script')) script.remove();
    const copy = page.querySelector('portico-integrations');
    if (copy) copy.innerHTML = `<template shadowrootmode="open">${inside}</template>`;
    return `<!doctype html>${page.outerHTML}`;
  });
}
