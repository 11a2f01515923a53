import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Exchange, HttpError, send } from './exchange.ts';

const folder = join(import.meta.dirname, 'assets');
const fonts = join(dirname(createRequire(import.meta.url).resolve('geist/font')), 'fonts/geist-sans');

const asset = (type: string, path: string) => ({ type, body: readFileSync(path) });

/** One sheet to the browser; a file for each part of the product here. */
const sheets = ['tokens', 'page', 'bar', 'lists', 'tab', 'door'].map((name) =>
  readFileSync(join(folder, `${name}.css`)),
);

const assets = new Map([
  ['acme.css', { type: 'text/css; charset=utf-8', body: Buffer.concat(sheets) }],
  ['live.js', asset('text/javascript; charset=utf-8', join(folder, 'live.js'))],
  ['favicon.svg', asset('image/svg+xml', join(folder, 'favicon.svg'))],
  ['sans.woff2', asset('font/woff2', join(fonts, 'Geist-Variable.woff2'))],
]);

export function sendAsset({ res }: Exchange, name: string): void {
  const found = assets.get(name);
  if (found === undefined) throw new HttpError(404, 'Acme has no such file.');
  res.setHeader('cache-control', name.endsWith('.woff2') ? 'public, max-age=86400' : 'no-cache');
  send(res, 200, found.type, found.body);
}
