import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { send } from '../exchange.ts';
import type { Html } from './html.ts';

export const newNonce = (): string => randomBytes(16).toString('base64');

/**
 * A strict host's policy: nothing from elsewhere but Portico's script, its calls and its icons; no inline style, and only
 * the inline script that carries this answer's nonce. No opener policy: the tab's popup speaks with this page.
 */
export function sendPage(res: ServerResponse, status: number, page: Html, porticoUrl: string, nonce: string): void {
  const portico = new URL(porticoUrl).origin;
  const policy = [
    `default-src 'self'`,
    `script-src 'self' ${portico} 'nonce-${nonce}'`,
    `connect-src 'self' ${portico}`,
    `img-src 'self' data: ${portico}`,
    `style-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ];
  res.setHeader('content-security-policy', policy.join('; '));
  res.setHeader('referrer-policy', 'same-origin');
  send(res, status, 'text/html; charset=utf-8', page.text);
}
