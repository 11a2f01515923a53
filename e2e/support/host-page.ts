import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { readDemo } from './demo.ts';

const dist = join(import.meta.dirname, '../../embed-sdk/dist');

export interface HostPage {
  /** What stands in the page. */
  body?: string;
  /** A module, served from the host's own origin; `token()` is there. */
  script: string;
  css?: string;
  /** More for the host's policy. */
  policy?: string;
  /** Other files of the host's own origin, by name. */
  files?: Record<string, string>;
  /** What follows the address: `?…` or `#…`. */
  at?: string;
}

const token = `const token = () => fetch('/portico-token', { method: 'POST' }).then((r) => (r.ok ? r.text() : Promise.reject(new Error(r.statusText))));`;

/** Dark where the visitor's system is: what is looked at in the dark must be. */
const followsSystem = ':root { color-scheme: light dark; } body { background: canvas; color: canvastext; }';

/** A file of the SDK's build, for hosts that bring it themselves. */
export const builtFile = (name: string): string => readFileSync(join(dist, name), 'utf8');

/**
 * A page of the vendor's own, on Acme's origin, where somebody is signed in. Its policy is the strictest that the tab is
 * promised to work under: no inline style, no inline script.
 */
export async function openHostPage(page: Page, host: HostPage): Promise<void> {
  const { acme, console: portico } = readDemo();
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${portico}`,
    `connect-src 'self' ${portico}`,
    `img-src ${portico}`,
    "style-src 'self'",
    host.policy ?? "frame-src 'none'",
  ].join('; ');
  const files: Record<string, [string, string]> = {
    'host.js': ['text/javascript', `${token}\n${host.script}`],
    'host.css': ['text/css', `${followsSystem} #own-button { min-height: 32px; } ${host.css ?? ''}`],
    page: [
      'text/html; charset=utf-8',
      `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>A page of Acme</title><link rel="stylesheet" href="/host-page/host.css"></head>
<body><main><h1 id="own">Acme</h1><p id="words">Text of the host.</p><button id="own-button" type="button">Own</button>${host.body ?? '<div id="root"></div>'}</main><script type="module" src="/host-page/host.js"></script></body></html>`,
    ],
  };
  for (const [name, code] of Object.entries(host.files ?? {})) files[name] = ['text/javascript', code];
  await page.unroute(`${acme}/host-page/**`);
  await page.route(`${acme}/host-page/**`, (route) => {
    const [contentType, body] = files[new URL(route.request().url()).pathname.split('/').at(-1) ?? ''] ?? [];
    return body === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ contentType, body, headers: { 'content-security-policy': policy } });
  });
  await page.goto(`${acme}/host-page/page${host.at ?? ''}`);
}

/** The script of a host that embeds the element; `more` sets it up before it is connected. */
export const elementScript = (more = ''): string => `
  import('${readDemo().console}/embed/v1.js');
  const tab = document.createElement('portico-integrations');
  globalThis.tab = tab;
  globalThis.heard = [];
  tab.setAttribute('base-url', '${readDemo().console}');
  tab.getToken = token;
  ${more}
  document.querySelector('#root').append(tab);`;
