import { baseUrl } from '#server/env.ts';
import { connectSeconds } from './connect.ts';

const overHttps = () => baseUrl().startsWith('https:');

/** Bound to exactly this host where there is TLS; plain http (a demo on localhost) can't carry the prefix in every browser. */
const cookieName = () => (overHttps() ? '__Host-portico-connect' : 'portico-connect');

/** Binds a connect to the browser that began it. Lax: it must come along when the app sends the browser back. */
export function connectCookie(value: string): string {
  return `${cookieName()}=${value}; Path=/; Max-Age=${connectSeconds}; HttpOnly; SameSite=Lax${overHttps() ? '; Secure' : ''}`;
}

export function readConnectCookie(request: Request): string {
  const pairs = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === cookieName())?.[1] ?? '';
}
