import type { Json } from '#connectors/kit/json.ts';
import type { OAuthFlow, SecurityScheme } from './description.ts';
import { secretField, textField } from './key-access.ts';
import { leastScopes } from './least-scopes.ts';
import type { Way } from './plan-access.ts';
import type { Address } from './plan-address.ts';
import type { Planning } from './planning.ts';

type OAuthScheme = Extract<SecurityScheme, { kind: 'oauth2' }>;
const bearer = { headers: { authorization: 'Bearer {{token.access_token}}' } };

/** The flows of an OAuth 2 scheme, each as a way in. */
export function oauthAccess(scheme: OAuthScheme, planning: Planning, address: Address): Way[] {
  const usable = scheme.flows.flatMap((flow) => wayOf(flow, { scheme, planning, address }) ?? []);
  if (usable.length > 0) return usable;
  const form = { type: 'object', properties: { token: secretField('Access token') }, required: ['token'] };
  planning.refuse('access', scheme.place, 'No flow of it can be gone through here: the customer is asked for a token.');
  const auth = { kind: 'key', fields: form, place: { headers: { authorization: 'Bearer {{token}}' } } } as const;
  return [{ name: 'token', label: 'With an access token', rank: 2, auth }];
}

interface Given {
  scheme: OAuthScheme;
  planning: Planning;
  address: Address;
}

function wayOf(flow: OAuthFlow, { scheme, planning, address }: Given): Way | undefined {
  const tokenUrl = absolute(flow.tokenUrl, address);
  const refuse = (reason: string) => planning.refuse('access', scheme.place, reason);
  if (flow.kind === 'implicit') {
    const isAlone = scheme.flows.length === 1;
    if (isAlone) refuse('The implicit flow gives tokens to browsers only, and is not used.');
    return undefined;
  }
  if (tokenUrl === undefined) {
    refuse(`The flow ${flow.kind} has no token address.`);
    return undefined;
  }
  if (flow.kind === 'client') return clientWay(flow, tokenUrl);
  if (flow.kind === 'password') return passwordWay(flow, tokenUrl);
  const authorizeUrl = absolute(flow.authorizeUrl, address);
  if (authorizeUrl === undefined) {
    refuse('The code flow has no address where a person agrees.');
    return undefined;
  }
  const scopes = leastScopes(flow, planning.description);
  if (scopes.length < Object.keys(flow.scopes).length)
    refuse(
      `${scopes.length} of ${Object.keys(flow.scopes).length} scopes are asked for: the fewest that the operations need. Check them.`,
    );
  const refreshUrl = absolute(flow.refreshUrl, address);
  const isGoogle = planning.description.dialect === 'Google Discovery';
  return {
    name: 'signIn',
    label: 'Sign in',
    rank: 1,
    auth: {
      kind: 'oauth2',
      authorizeUrl,
      tokenUrl,
      ...(refreshUrl !== undefined && refreshUrl !== tokenUrl && { refreshUrl }),
      scopes,
      scopeWords: flow.scopes,
      // Whether the app burns a refresh token is told by no description: a new one is kept where one comes.
      refresh: 'rotating',
      ...(isGoogle && { authorizeParameters: { access_type: 'offline', prompt: 'consent' } }),
    },
  };
}

const clientForm = { clientId: textField('Client ID'), clientSecret: secretField('Client secret') };

function clientWay(flow: OAuthFlow, url: string): Way {
  const scopes = Object.keys(flow.scopes);
  // A client has the rights that it was registered with; a long list is all that the app has.
  const form = {
    grant_type: 'client_credentials',
    client_id: '{{clientId}}',
    client_secret: '{{clientSecret}}',
    ...(scopes.length > 0 && scopes.length <= 10 && { scope: scopes.join(' ') }),
  };
  return tokenWay({ name: 'client', label: 'With a client ID and secret', rank: 4, url, form, properties: clientForm });
}

function passwordWay(flow: OAuthFlow, url: string): Way {
  const properties = {
    username: textField('User name'),
    password: secretField('Password'),
    clientId: { type: 'string', title: 'Client ID' },
    clientSecret: { type: 'string', title: 'Client secret', secret: true },
  };
  const scopes = Object.keys(flow.scopes);
  const form = {
    grant_type: 'password',
    username: '{{username}}',
    password: '{{password}}',
    client_id: '{{clientId?}}',
    client_secret: '{{clientSecret?}}',
    ...(scopes.length > 0 && scopes.length <= 10 && { scope: scopes.join(' ') }),
  };
  const label = 'With user name and password';
  return tokenWay({ name: 'login', label, rank: 5, url, form, properties, required: ['username', 'password'] });
}

interface TokenWay extends Pick<Way, 'name' | 'label' | 'rank'> {
  url: string;
  form: Record<string, string>;
  properties: Record<string, Json>;
  required?: string[];
}

function tokenWay({ url, form, properties, required = Object.keys(properties), ...way }: TokenWay): Way {
  const fields = { type: 'object', properties, required, additionalProperties: false };
  const take = { access_token: 'access_token' };
  const step = { name: 'token', method: 'POST', url, form, take, expiresIn: 'expires_in' } as const;
  return { ...way, auth: { kind: 'token', fields, steps: [step], place: bearer } };
}

/** OpenID Connect: the endpoints are the issuer's to tell; the written ones stand in until it has. */
export function openIdAccess(scheme: Extract<SecurityScheme, { kind: 'openid' }>, address: Address): Way {
  const issuer = (absolute(scheme.url, address) ?? scheme.url).replace(/\/\.well-known\/.*$/, '').replace(/\/+$/, '');
  const auth: Way['auth'] = {
    kind: 'oauth2',
    discover: issuer,
    authorizeUrl: `${issuer}/authorize`,
    tokenUrl: `${issuer}/token`,
    scopes: ['openid'],
    scopeWords: { openid: 'Who you are' },
    refresh: 'rotating',
  };
  return { name: 'openId', label: 'Sign in (OpenID Connect)', rank: 2, auth };
}

function absolute(url: string | undefined, { origin, base }: Address): string | undefined {
  if (url === undefined || /^https?:\/\//.test(url)) return url;
  const root = (origin ?? base).match(/^(https?:\/\/[^/]+|\{\{[^}]+\}\})/)?.[0];
  return root === undefined ? undefined : `${root}/${url.replace(/^\/+/, '')}`;
}
