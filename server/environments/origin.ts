import { z } from 'zod';

/** An exact web origin, as a browser sends it: no path, no wildcard. Not encrypted only on this very machine. */
export const originSchema = z
  .string()
  .refine((text) => isOrigin(text), 'expected an exact origin such as https://app.acme.example');

/** A full address that people may be sent back to. */
export const returnUrlSchema = z
  .string()
  .max(2000)
  .refine(
    (text) => URL.canParse(text) && isOrigin(new URL(text).origin) && !new URL(text).username,
    'expected an address such as https://app.acme.example/integrations',
  );

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) || url.hostname.endsWith('.localhost');
  // A wildcard is a good host to `new URL`, and would be a wildcard in frame-ancestors.
  if (text.includes('*')) return false;
  return url.origin === text && (url.protocol === 'https:' || (url.protocol === 'http:' && local));
}
