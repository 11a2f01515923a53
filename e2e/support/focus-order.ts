import type { Page } from '@playwright/test';

const most = 40;

/** What has the focus now, in words: its role or tag, and its name. Null outside of the tab. */
function focused(): string | null {
  const host = document.activeElement;
  const node = host?.shadowRoot?.activeElement;
  if (!(host?.localName === 'portico-integrations') || !(node instanceof HTMLElement)) return null;
  const label = node instanceof HTMLInputElement || node instanceof HTMLSelectElement ? node.labels?.[0] : null;
  const named = node.getAttribute('aria-labelledby');
  const by = named ? host.shadowRoot?.getElementById(named.split(' ')[0] ?? '')?.textContent : null;
  const name = node.getAttribute('aria-label') ?? label?.textContent ?? by ?? node.textContent ?? '';
  const kind = node.getAttribute('role') ?? (node instanceof HTMLInputElement ? node.type : node.localName);
  return `${kind} ${name.replace(/\s+/g, ' ').trim()}`;
}

/** Goes through the tab with the Tab key, from before it to after it, and says where it came by. */
export async function focusOrder(page: Page): Promise<string[]> {
  await page.locator('#own-button').focus();
  const order: string[] = [];
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(focused);
    if (at === null) return order;
    order.push(at);
  }
  throw new Error(`The focus does not leave the tab: ${order.join(', ')}`);
}

/** Goes to what is called so with the Tab key alone. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < most; press += 1) {
    if ((await page.evaluate(focused)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`“${name}” is not reached by the Tab key; the focus is at ${await page.evaluate(focused)}.`);
}
