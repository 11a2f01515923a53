import { readFile } from 'node:fs/promises';
import { type Exchange, send, sendPage } from './http-exchange.ts';
import { notFoundPage } from './pages/error-page.ts';

const TYPES: Record<string, string> = {
  'app.css': 'text/css; charset=utf-8',
  'control.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'narrow.css': 'text/css; charset=utf-8',
  'tidewater.css': 'text/css; charset=utf-8',
  'wave.svg': 'image/svg+xml',
};

/** `/assets/<name>`: the few files that pages need. */
export async function handleAsset({ res, url }: Exchange): Promise<void> {
  const name = url.pathname.slice('/assets/'.length);
  const type = TYPES[name];
  if (type === undefined) return sendPage(res, 404, notFoundPage());
  res.setHeader('cache-control', 'max-age=60');
  send(res, 200, type, await readFile(new URL(`assets/${name}`, import.meta.url), 'utf8'));
}
