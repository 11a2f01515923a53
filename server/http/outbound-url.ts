import { isIP } from 'node:net';
import { AppError } from '#server/errors.ts';
import { isAddressAllowed, isNameAllowed } from './address-guard.ts';
import { processNetwork } from './network.ts';

/**
 * Checks an address that a person gives us to call later, and returns it as it will be called. What its name resolves
 * to is judged at each call: here only what can be known now is refused, so that it is told while the form is open.
 */
export function checkOutboundUrl(text: string, field: string): string {
  const url = URL.parse(text.trim());
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new AppError('invalid', 'This is not an address that can be called.', {
      field,
      remedy: 'Write it whole: https://example.com/webhooks.',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new AppError('invalid', 'The address holds a user name or password, which would not be sent.', {
      field,
      remedy: 'Leave out what stands before the @.',
    });
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const destination = { host, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
  const { allow } = processNetwork();
  if (isNameAllowed(destination, allow)) return url.href;
  const isLocalName = /(^|\.)localhost\.?$/.test(host);
  if (isLocalName || (isIP(host) !== 0 && !isAddressAllowed(host, destination, allow))) {
    throw new AppError('invalid', `${host} is not on the public internet.`, {
      field,
      remedy: `Use a public address, or let whoever runs Portico open ${url.host} with PORTICO_EGRESS_ALLOW.`,
    });
  }
  return url.href;
}
