import type { Page } from '@playwright/test';

export interface Effort {
  /** Notes a step that is done: what it cost since the one before. */
  done(step: string): Promise<void>;
  /** Steps with their presses and typed words. */
  steps: { step: string; clicks: number; typed: number }[];
}

const counting = `
  globalThis.effort ??= { clicks: 0, typed: 0 };
  addEventListener('click', (event) => { if (event.isTrusted) effort.clicks += 1; }, true);
  addEventListener('change', (event) => { if (event.isTrusted) effort.typed += 1; }, true);`;

/** Counts what a person does in a page, as the page itself sees it: presses, and fields that were changed. */
export async function countClicks(page: Page): Promise<Effort> {
  await page.addInitScript(counting);
  await page.evaluate(counting);
  const steps: Effort['steps'] = [];
  return {
    steps,
    async done(step) {
      const spent = await page.evaluate(() => {
        const effort: unknown = Reflect.get(globalThis, 'effort');
        Reflect.set(globalThis, 'effort', { clicks: 0, typed: 0 });
        return effort;
      });
      const count = (name: string): number =>
        typeof spent === 'object' && spent !== null ? Number(Reflect.get(spent, name)) : 0;
      steps.push({ step, clicks: count('clicks'), typed: count('typed') });
    },
  };
}
