import type { DeclaredConnectorInput } from '#connectors/kit/declared.ts';
import type { Description, Server } from './description.ts';
import { inputName } from './names.ts';

export interface Address {
  /** Template of the connector's `baseUrl`. */
  base: string;
  /** Of the first server, without places: what relative addresses are joined to. */
  origin: string | undefined;
  before: DeclaredConnectorInput['before'];
  /** One for each server, where there are several to choose from. */
  servers: { name: string; label: string; values: Record<string, string> }[];
  words: string;
}

/** What stands for the customer's own: `your-domain`, `mycompany`, `example`. */
const standsFor =
  /^(your\w*|example|sample|org|subdomain|tenant|customer|(my|org)?-?(domain|company|organi[sz]ation|shop|store|instance|site|account|workspace|server|host))(-\w+)*$/i;
const standsInHost = /(^|\.)example\.(com|org|net)$/i;

/** Where the API is; what the customer must tell for it. `source` is the address that the description came from. */
export function planAddress(description: Description, source: string | undefined): Address {
  const servers = description.servers.map((server) => ({ ...server, url: absolute(server.url, source) }));
  const [first, ...others] = servers;
  if (first === undefined || !/^https?:\/\//.test(first.url)) return asked(first?.url ?? '');
  const url = first.url.replace(/\/+$/, '');
  const host = url.replace(/^https?:\/\//, '').split(/[/:]/)[0] ?? '';
  const plain = others.filter(({ url, variables }) => Object.keys(variables).length === 0 && /^https?:/.test(url));
  const hasPlaces = Object.keys(first.variables).length > 0 || /\{[^}]+\}/.test(url);
  if (hasPlaces) return withPlaces(first, url);
  const labels = host.split('.').slice(0, -2);
  if (standsInHost.test(host) || labels.some((label) => standsFor.test(label)))
    return asked(new URL(url).pathname.replace(/\/$/, ''), new URL(url).origin);
  if (plain.length === 0) return { base: url, origin: url, before: undefined, servers: [], words: url };
  const choices = [first, ...plain].slice(0, 6);
  return {
    base: '{{server}}',
    origin: url,
    before: undefined,
    servers: choices.map((server) => ({
      name: inputName(new URL(server.url).host.split('.').slice(0, -1).join('-')).slice(0, 60),
      label: labelOf(server),
      values: { server: server.url.replace(/\/+$/, '') },
    })),
    words: `One of ${choices.length} addresses: ${choices.map(({ url }) => url).join(', ')}`,
  };
}

function labelOf({ description, url }: Server): string {
  const words = description?.trim() ?? '';
  if (words !== '' && words.length <= 60) return words.charAt(0).toUpperCase() + words.slice(1);
  const { host } = new URL(url);
  return /sandbox|test|staging|dev\b/i.test(host) ? `Sandbox (${host})` : host;
}

function absolute(url: string, source: string | undefined): string {
  if (/^https?:\/\//.test(url)) return url;
  if (url.startsWith('//')) return `https:${url}`;
  const isUsable = source !== undefined && URL.canParse(url.replaceAll(/[{}]/g, 'x'), source);
  return isUsable ? decodeURI(new URL(url, source).href) : url;
}

/** The customer tells the address. */
function asked(path: string, example = 'https://example.com'): Address {
  const field = {
    type: 'string',
    format: 'uri',
    title: 'Address',
    description: `Protocol and host, such as ${example}.`,
  };
  const below = path === '/' || path === '' ? '' : `/${path.replace(/^\/+|\/+$/g, '')}`;
  return {
    base: `{{address}}${below}`,
    origin: undefined,
    before: { type: 'object', properties: { address: field }, required: ['address'], additionalProperties: false },
    servers: [],
    words: 'The customer is asked for the address.',
  };
}

function withPlaces(server: Server, url: string): Address {
  const names = [...new Set([...url.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ''))];
  const fields = names.map((name) => {
    const { default: usual = '', choices = [], description } = server.variables[name] ?? {};
    const isReal = usual !== '' && !standsFor.test(usual) && (choices.length > 0 || !/sub|domain|name/i.test(usual));
    const field = {
      type: 'string',
      title: name,
      ...(choices.length > 0 && { enum: choices }),
      ...(isReal && { default: usual }),
      ...(description !== undefined && { description: description.slice(0, 300) }),
    };
    return { name: inputName(name), field, isReal, usual };
  });
  const base = names.reduce((text, name, index) => {
    const { isReal, usual } = fields[index] ?? { isReal: false, usual: '' };
    const literal = isReal && !usual.includes("'") ? ` || '${usual}'` : '';
    return text.replaceAll(`{${name}}`, `{{${inputName(name)}${literal}}}`);
  }, url);
  const required = fields.filter(({ isReal }) => !isReal).map(({ name }) => name);
  return {
    base,
    origin: base,
    before: {
      type: 'object',
      properties: Object.fromEntries(fields.map(({ name, field }) => [name, field])),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    },
    servers: [],
    words: `${url}; the customer is asked for ${names.join(', ')}.`,
  };
}
