import type { Connector, ConnectorAuth } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { usesPopup } from '#server/runtime/access.ts';
import { fillText, namesIn } from '#server/runtime/template.ts';

/** A value that the vendor gives with the OAuth app, because nobody else does. */
export interface VendorValue {
  name: string;
  required: boolean;
  /** The template that it belongs to: `{{origin}}/oauth/authorize`. */
  usedIn: string;
}

/** Filled in by the engine on the way. */
const engine = new Set([
  ...[
    'accessToken',
    'refreshToken',
    'tokenType',
    'clientId',
    'clientSecret',
    'redirectUri',
    'state',
    'scope',
    'scopes',
  ],
  ...['code', 'codeVerifier', 'codeChallenge', 'token', 'tokenSecret', 'consumerKey', 'consumerSecret', 'nonce'],
]);

const places = /\{\{[^{}]*\}\}/g;

/** Everything that the templates of a connector need beside what its customers answer and what the app tells. */
export function vendorValues({ connector }: LoadedConnector): VendorValue[] {
  const auths = authsOf(connector).filter(usesPopup);
  // What a look-up learns is known to nobody before: then only the addresses of signing in are certain.
  const later = connector.lookUp ? [] : templatesIn([connector.baseUrl, connector.headers]);
  const given = new Set([...engine, ...givenNames(connector)]);
  const needed = new Map<string, VendorValue>();
  for (const template of [...templatesIn(auths), ...later]) {
    for (const place of template.match(places) ?? []) {
      const [names = []] = namesIn(place);
      const name = names[0];
      if (name === undefined || name.includes('.') || names.some((one) => given.has(one))) continue;
      const known = needed.get(name);
      const required = known?.required === true || isRequired(place, connector.name);
      needed.set(name, { name, required, usedIn: known?.usedIn ?? template });
    }
  }
  return [...needed.values()];
}

/** Of each way in, the connector's own first. */
export function authsOf(connector: Connector): ConnectorAuth[] {
  return [connector.auth, ...Object.values(connector.accountTypes ?? {}).flatMap(({ auth }) => auth ?? [])];
}

/** Every template in an object of data, however deep. Schemas and functions hold none. */
export function templatesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.includes('{{') ? [value] : [];
  if (typeof value !== 'object' || value === null || '_zod' in value) return [];
  return Object.values(value).flatMap(templatesIn);
}

function givenNames(connector: Connector): string[] {
  const { before, appFields, accountTypes = {} } = connector;
  return [
    ...Object.keys(before?.shape ?? {}),
    ...Object.keys(appFields?.shape ?? {}),
    ...Object.values(accountTypes).flatMap(({ values = {} }) => Object.keys(values)),
    ...authsOf(connector).flatMap((auth) => [
      ...('fields' in auth && auth.fields ? Object.keys(auth.fields.shape) : []),
      ...(auth.kind === 'oauth2' ? [...namesOf(auth.learn), ...(auth.learnFromCallback ?? [])] : []),
    ]),
  ];
}

const namesOf = (learn: string[] | Record<string, string> = []): string[] =>
  Array.isArray(learn) ? learn : Object.keys(learn);

function isRequired(place: string, app: string): boolean {
  try {
    fillText({ template: place, values: {}, app });
    return false;
  } catch {
    return true;
  }
}
