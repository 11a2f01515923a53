import { AppError } from '#server/errors.ts';
import { isNameAllowed, isOpened } from '#server/http/address-guard.ts';
import { processNetwork } from '#server/http/network.ts';
import { checkOutboundUrl } from '#server/http/outbound-url.ts';

/** An address of the vendor's that Portico will send secrets or signed messages to: https on its own port, unless the operator opened another. */
export function checkEncryptedUrl(text: string, field: string): string {
  const href = checkOutboundUrl(text, field);
  const url = new URL(href);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const { allow } = processNetwork();
  if (isNameAllowed({ host, port }, allow) || isOpened(host, { host, port }, allow)) return href;
  const openIt = `Whoever runs Portico can open ${host}:${port} with PORTICO_EGRESS_ALLOW.`;
  if (url.protocol === 'http:') {
    throw new AppError('invalid', 'This address is not encrypted.', { field, remedy: `Use https. ${openIt}` });
  }
  if (port !== 443) {
    throw new AppError('invalid', `Portico does not call port ${port}.`, { field, remedy: `Use port 443. ${openIt}` });
  }
  return href;
}
