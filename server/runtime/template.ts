import { AppError } from '#server/errors.ts';

/**
 * The one place where templates are filled; `connectors/kit/template.ts` says what they are. Values come from other people:
 * each fills its own place, encoded for where it stands, and never reaches the host, path, query or header line around it.
 */
export interface Filling {
  template: string;
  /** Nested: `{{input.name}}` reads `values.input.name`. */
  values: Record<string, unknown>;
  /** The app's name, for the error. */
  app: string;
}

interface Place {
  /** The whole of it: `{{ region || 'eu' }}`. */
  match: string;
  at: number;
  alternatives: string[];
  isOptional: boolean;
}

const placeholder = /\{\{([^{}]*)\}\}/g;
const namePattern = /^[A-Za-z_][\w-]*(\.[\w-]+)*$/;
const literalPattern = /^'[^']*'$/;
const hostLabel = /^[\w-]+(\.[\w-]+)*$/;
// A header's value is one line of visible text; what a person typed may hold letters that no header can.
const headerText = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Makes an address from a template such as `https://{{company}}.example.com/v1` or `{{origin}}/oauth/token`. */
export function fillTemplate(filling: Filling): URL {
  const filled = fillAddress(filling);
  const url = URL.parse(filled);
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new AppError('misconfigured', `${filling.app} has no usable address: ${filled} is not one.`, {
    remedy: "Check the values of the OAuth app and the connector's own addresses.",
  });
}

/** Makes a path such as `/contacts/{{input.id}}`, or an address: values are encoded for where they stand. */
export function fillAddress({ template, values, app }: Filling): string {
  const scheme = template.indexOf('://');
  const isPath = scheme === -1 && !template.startsWith('{{');
  const slash = template.indexOf('/', scheme === -1 ? 0 : scheme + 3);
  const hostEnd = isPath ? 0 : slash === -1 ? template.length : slash;
  // A question mark inside a place says that it is optional.
  const query = template.replace(placeholder, (match) => 'x'.repeat(match.length)).indexOf('?');
  return fillPlaces({ template, values, app }, ({ at, match, alternatives }, value) => {
    const name = alternatives[0] ?? match;
    const text = String(value);
    if (at === 0 && !isPath) return originOf(text, name, app);
    if (at < hostEnd) return hostPart(text, name, app);
    const isInPath = query === -1 || at < query;
    return isInPath ? segment(text, name, app) : encodeURIComponent(text);
  });
}

/** Fills a text that needs no encoding: a body, a query parameter's or form field's value, which are encoded as a whole later. Undefined: it is one optional place without a value. */
export function fillText(filling: Filling): string | undefined {
  if (isAbsent(filling)) return undefined;
  return fillPlaces(filling, (_place, value) => textOf(value));
}

/** Fills a header's value. Undefined: it is one optional place without a value. */
export function fillHeader(filling: Filling): string | undefined {
  const text = fillText(filling);
  if (text === undefined || headerText.test(text)) return text;
  const name = placesOf(filling)[0]?.alternatives[0];
  throw new AppError(
    'misconfigured',
    `${filling.app} can't be called: a value holds a line break or a letter that can't travel in a header.`,
    {
      field: name,
      remedy: `Correct ${name ?? 'it'}: it was perhaps copied with something before or behind it.`,
    },
  );
}

/** Fills JSON: a text that is one place takes the value with its type; an entry whose optional value is missing is left out. */
export function fillJson(json: unknown, filling: Omit<Filling, 'template'>): unknown {
  if (typeof json === 'string') return fillValue({ ...filling, template: json });
  if (Array.isArray(json)) return json.map((item) => fillJson(item, filling)).filter((item) => item !== undefined);
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).map(([key, value]) => [key, fillJson(value, filling)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The value of a template that is one place, with its type; the filled text of any other. */
export function fillValue(filling: Filling): unknown {
  const [place, ...others] = placesOf(filling);
  if (place === undefined || others.length > 0 || place.match !== filling.template.trim()) return fillText(filling);
  const value = firstValue(place, filling.values);
  if (value === undefined && !place.isOptional) throw missing(place, filling.app);
  return value;
}

/** The names that a template can be filled from, each with its alternatives in order. */
export function namesIn(template: string): string[][] {
  return placesOf({ template, app: 'The connector' }).map(({ alternatives }) =>
    alternatives.filter((name) => !literalPattern.test(name)),
  );
}

function fillPlaces(filling: Filling, write: (place: Place, value: unknown) => string): string {
  const places = placesOf(filling);
  let next = 0;
  return filling.template.replace(placeholder, () => {
    const place = places[next++];
    if (place === undefined) return '';
    const value = firstValue(place, filling.values);
    if (value !== undefined) return write(place, value);
    if (place.isOptional) return '';
    throw missing(place, filling.app);
  });
}

function isAbsent(filling: Filling): boolean {
  const [place, ...others] = placesOf(filling);
  const isWhole = place !== undefined && others.length === 0 && place.match === filling.template.trim();
  return isWhole && place.isOptional && firstValue(place, filling.values) === undefined;
}

function placesOf({ template, app }: Pick<Filling, 'template' | 'app'>): Place[] {
  return [...template.matchAll(placeholder)].map(({ 0: match, 1: inside = '', index: at }) => {
    const isOptional = inside.trimEnd().endsWith('?');
    const alternatives = inside
      .trim()
      .replace(/\?$/, '')
      .split('||')
      .map((part) => part.trim());
    const odd = alternatives.find((name) => !namePattern.test(name) && !literalPattern.test(name));
    if (odd === undefined) return { match, at, alternatives, isOptional };
    throw new AppError('misconfigured', `The connector of ${app} has a template that can't be read: ${match}.`, {
      remedy: "Write {{name}}, {{name || 'otherwise'}} or {{name?}}.",
    });
  });
}

function firstValue({ alternatives }: Place, values: Record<string, unknown>): unknown {
  for (const name of alternatives) {
    const value = literalPattern.test(name) ? name.slice(1, -1) : read(values, name);
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

/** Own properties only: `constructor` and the like are nobody's values. */
function read(values: Record<string, unknown>, name: string): unknown {
  let value: unknown = values;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** Protocol, host and perhaps a path, as of an app that its customer runs below one. */
function originOf(value: string, name: string, app: string): string {
  const url = URL.parse(value);
  const isUsable =
    url !== null && /^https?:$/.test(url.protocol) && url.search + url.hash + url.username + url.password === '';
  if (isUsable && !value.includes('?') && !value.includes('#')) return url.origin + url.pathname.replace(/\/+$/, '');
  throw new AppError('misconfigured', `${app} needs an address such as https://crm.example.com as ${name}.`, {
    field: name,
    remedy: 'Write protocol and host, and nothing behind them but a path.',
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

function segment(value: string, name: string, app: string): string {
  if (value !== '.' && value !== '..') return encodeURIComponent(value);
  throw new AppError('misconfigured', `${app} can't be called: ${name} is ${value}, which leads to another address.`, {
    field: name,
    remedy: 'Give the id itself.',
  });
}

function missing({ alternatives }: Place, app: string): AppError {
  const name = alternatives[0] ?? '';
  return new AppError('misconfigured', `${app} can't be called: the value ${name} is missing.`, {
    field: name,
    remedy: `Add ${name}: to the OAuth app of ${app}, or to what the customer is asked.`,
  });
}
