import type { Page } from '@playwright/test';

/*
 * Runs in the page, from its very beginning: notes the moment of the first frame in which a card of the catalogue is
 * there. Looks once a frame, at the page and, where it has come, into the element.
 */
const watch = `(() => {
  const look = () => {
    const host = document.querySelector('portico-integrations');
    if ((host?.shadowRoot ?? document).querySelector('.pt-card__open')) window.firstCard = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

export const watchForFirstCard = (page: Page): Promise<unknown> => page.addInitScript(watch);

/** Milliseconds from the navigation to the first card. */
export async function untilFirstCard(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForSelector('.pt-card__open');
  // The frame in which it was found has ended by the time of the next one.
  const moment = await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => resolve(Reflect.get(window, 'firstCard')))),
  );
  if (typeof moment === 'number') return moment;
  throw new Error('The first card was there before the watch began.');
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
