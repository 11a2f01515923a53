import type { Template } from '#connectors/kit/index.ts';
import { AppError } from '#server/errors.ts';
import { fillTemplate } from '../template.ts';
import type { OAuthAccess } from './oauth-access.ts';

/**
 * The vendor's client secret goes only to hosts that the connector or the vendor has named. Values that come from a customer or
 * from the browser (a form before connecting, the callback's query) may choose a name below such a host, and never another
 * host: whoever typed `evil.example` would be sent the secret.
 */
export function checkTrustedHost(url: URL, template: Template, access: OAuthAccess): void {
  const { auth, client, app } = access;
  const sendsSecret = auth.clientAuth !== 'private_key_jwt' && client.clientSecret.reveal() !== '';
  if (!sendsSecret || isNamedHost(url, template, access)) return;
  throw new AppError('misconfigured', `The OAuth app's secret of ${app} is not sent to ${url.hostname}.`, {
    remedy: `That host comes from what a customer gave. Name it in the connector's hosts, or give its part of the address with the OAuth app of ${app}.`,
  });
}

/** Whether connector or vendor have named the host of an address that was made of this template. */
export function isNamedHost(
  url: URL,
  template: Template,
  { connector, client }: Pick<OAuthAccess, 'connector' | 'client'>,
): boolean {
  const host = hostOf(template);
  if (!host.includes('{{')) return true;
  // acme.example.com, whatever stands for acme: the connector wrote the domain.
  const tail = host.slice(host.lastIndexOf('}}') + 2);
  if (/^(\.[\w-]+){2,}(:\d+)?$/.test(tail)) return true;
  if (url.protocol === 'https:' && (connector.hosts ?? []).some((pattern) => matches(url.hostname, pattern)))
    return true;
  const types = Object.values(connector.accountTypes ?? {});
  const given = [{ values: {} }, ...types].map(({ values }) => ({ ...values, ...client.parameters }));
  return given.some((values) => originFrom(host, values) === url.origin);
}

/** Protocol and host of a template, places included. */
function hostOf(template: Template): string {
  const scheme = template.indexOf('://');
  const slash = template.indexOf('/', scheme === -1 ? 0 : scheme + 3);
  return slash === -1 ? template : template.slice(0, slash);
}

function originFrom(template: Template, values: Record<string, string>): string | undefined {
  try {
    return fillTemplate({ template, values, app: '' }).origin;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function matches(host: string, pattern: string): boolean {
  const wanted = pattern.toLowerCase();
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
}
