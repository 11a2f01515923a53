import { AppCallError, type Connector, type HttpRequest } from '#connectors/kit/index.ts';
import { fillTemplate } from './template.ts';

/** Where an app's API is, and which other hosts may be given its credentials. */
export interface AppAddress {
  /** Of a path below the base address, or of an absolute address on one of the app's hosts. */
  urlOf(path: string, query: NonNullable<HttpRequest['query']>): URL;
  mayHoldCredentials(url: URL): boolean;
}

export function appAddress({ name, baseUrl, hosts = [] }: Connector, values: Record<string, string>): AppAddress {
  if (baseUrl === undefined) {
    throw new AppCallError(`The connector of ${name} declares no address for HTTP.`, {
      class: 'internal',
      code: 'no_base_url',
    });
  }
  const base = fillTemplate({ template: baseUrl, values, app: name });
  const basePath = base.pathname.replace(/\/+$/, '');
  const patterns = hosts.map((pattern) => pattern.toLowerCase());

  const mayHoldCredentials = (url: URL): boolean => {
    if (url.origin === base.origin) return true;
    // Another host of the app, never less safely than the base address.
    return url.protocol === 'https:' && url.port === '' && patterns.some((pattern) => matches(url.hostname, pattern));
  };

  return {
    mayHoldCredentials,
    urlOf(path, query) {
      const isAbsolute = /^https?:\/\//i.test(path);
      const url = URL.parse(isAbsolute ? path : `${base.origin}${basePath}/${path.replace(/^\/+/, '')}`);
      const isInside =
        url !== null && mayHoldCredentials(url) && (isAbsolute || `${url.pathname}/`.startsWith(`${basePath}/`));
      if (!isInside) {
        throw new AppCallError(`${name} leads to an address that is not its own, which is not called.`, {
          class: 'protocol',
          code: 'foreign_address',
        });
      }
      url.username = '';
      url.password = '';
      url.hash = '';
      for (const [key, values] of Object.entries(query)) {
        for (const value of [values].flat()) if (value !== undefined) url.searchParams.append(key, String(value));
      }
      return url;
    },
  };
}

function matches(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}
