import { AppError } from '#server/errors.ts';

const placeholder = /\{(\w+)\}/g;
const hostLabel = /^[\w-]+(\.[\w-]+)*$/;

interface Filling {
  template: string;
  values: Record<string, string>;
  /** The app's name, for the error. */
  app: string;
}

/**
 * Makes an address from a template such as `https://{company}.example.com/v1` or `{origin}/oauth/token`. Values come
 * from other people: one can fill its own place only, never reach into the host, path or query around it.
 */
export function fillTemplate({ template, values, app }: Filling): URL {
  const hostEnd = template.indexOf('/', template.indexOf('://') === -1 ? 0 : template.indexOf('://') + 3);
  const filled = template.replace(placeholder, (_match, name: string, at: number) => {
    const value = values[name];
    if (value === undefined || value === '') throw missing(name, app);
    if (at === 0) return originOf(value, name, app);
    if (at < hostEnd || hostEnd === -1) return hostPart(value, name, app);
    return encodeURIComponent(value);
  });
  const url = URL.parse(filled);
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new AppError('misconfigured', `${app} has no usable address: ${filled} is not one.`, {
    remedy: "Check the values of the OAuth app and the connector's own addresses.",
  });
}

function originOf(value: string, name: string, app: string): string {
  const url = URL.parse(value);
  const isOrigin =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    url.search + url.hash + url.username === '';
  if (isOrigin) return url.origin;
  throw new AppError('misconfigured', `${app} needs an address such as https://crm.example.com as ${name}.`, {
    field: name,
    remedy: 'Write protocol and host, and nothing behind them.',
  });
}

function hostPart(value: string, name: string, app: string): string {
  if (hostLabel.test(value)) return value;
  throw new AppError(
    'misconfigured',
    `${app} needs the part of a host name as ${name}; this value holds other characters.`,
    {
      field: name,
      remedy: 'Letters, digits, hyphens and dots are possible: acme, or acme.eu.',
    },
  );
}

function missing(name: string, app: string): AppError {
  return new AppError('misconfigured', `${app} can't be called: the value ${name} is missing.`, {
    field: name,
    remedy: `Add ${name} to the OAuth app of ${app}.`,
  });
}
