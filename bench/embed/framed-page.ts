import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { DemoFile } from '../../demo/demo-file.ts';

/** A page of Acme's that shows the tab by `mountFrame`; answers with its address. */
export async function framedPage(page: Page, { acme, console: portico }: DemoFile): Promise<string> {
  const frame = await readFile(join(import.meta.dirname, '../../embed-sdk/dist/frame.js'), 'utf8');
  const script = `import { mountFrame } from '/bench/frame.js'; mountFrame(document.querySelector('#root'), { baseUrl: '${portico}', locale: 'en',
    getToken: () => fetch('/portico-token', { method: 'POST' }).then((answer) => answer.text()) });`;
  const html =
    '<!doctype html><html lang="en"><title>Framed</title><div id="root"></div><script type="module" src="/bench/host.js"></script></html>';
  const files: Record<string, [string, string]> = {
    '/bench/page': ['text/html', html],
    '/bench/host.js': ['text/javascript', script],
    '/bench/frame.js': ['text/javascript', frame],
  };
  await page.route(`${acme}/bench/**`, (route) => {
    const [contentType, body] = files[new URL(route.request().url()).pathname] ?? [];
    return route.fulfill(body === undefined ? { status: 404 } : { contentType, body });
  });
  return `${acme}/bench/page`;
}
