import { createHash, randomBytes } from 'node:crypto';
import type { Sandbox } from './sandbox.ts';

export const app = {
  clientId: 'acme',
  clientSecret: 'acme secret: 1/2+3',
  clientName: 'Acme & Sons',
  redirectUris: ['http://localhost:4999/oauth/callback'],
};
export const callback = app.redirectUris[0] ?? '';
const allScopes = 'openid offline_access contacts:read contacts:write companies:read deals:read';

export interface Answer {
  status: number;
  /** Where the last request went, or the app's own address once the browser was sent there. */
  url: string;
  text: string;
}

/** A browser without scripts: keeps cookies, follows redirects, and stops at the app's callback. */
export class Visitor {
  readonly #origin: string;
  readonly #cookies = new Map<string, { value: string; path: string }>();

  constructor(sandbox: Sandbox) {
    this.#origin = sandbox.origin;
  }

  get(path: string): Promise<Answer> {
    return this.#go('GET', path, undefined);
  }

  post(path: string, form: Record<string, string> | URLSearchParams = {}): Promise<Answer> {
    return this.#go('POST', path, new URLSearchParams(form));
  }

  async #go(method: string, path: string, body: URLSearchParams | undefined): Promise<Answer> {
    const url = new URL(path, this.#origin);
    if (url.origin !== this.#origin) return { status: 0, url: url.href, text: '' };
    const headers: Record<string, string> = { accept: 'text/html', cookie: this.#cookieHeader(url.pathname) };
    if (method === 'POST') headers.origin = this.#origin;
    const response = await fetch(url, { method, redirect: 'manual', headers, body: body ?? null });
    for (const cookie of response.headers.getSetCookie()) this.#store(cookie);
    const location = response.headers.get('location');
    if (location !== null) {
      await response.body?.cancel();
      return this.#go('GET', new URL(location, url).href, undefined);
    }
    return { status: response.status, url: url.href, text: await response.text() };
  }

  #store(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(/;\s*/);
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    const key = `${path} ${name}`;
    if (value === '' || attributes.some((one) => /^expires=Thu, 01 Jan 1970/i.test(one))) this.#cookies.delete(key);
    else this.#cookies.set(key, { value: `${name}=${value}`, path });
  }

  #cookieHeader(pathname: string): string {
    const matching = [...this.#cookies.values()].filter(({ path }) => path === '/' || pathname.startsWith(path));
    return matching.map(({ value }) => value).join('; ');
  }
}

interface AuthorizeRequest {
  path: string;
  verifier: string;
}

export function authorizeRequest(changes: Record<string, string | undefined> = {}): AuthorizeRequest {
  const verifier = randomBytes(32).toString('base64url');
  const all: Record<string, string | undefined> = {
    client_id: app.clientId,
    redirect_uri: callback,
    response_type: 'code',
    scope: allScopes,
    state: 'state-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(all)) if (value !== undefined) params.set(name, value);
  return { path: `/oauth/authorize?${params}`, verifier };
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  scope: string;
  id_token?: string;
}

/** Walks through sign-in to the consent page. */
export async function walkToConsent(visitor: Visitor, path: string, email: string): Promise<Answer> {
  const page = await visitor.get(path);
  if (!page.text.includes('name="password"')) return page;
  return visitor.post(`${new URL(page.url).pathname}/login`, { email, password: 'tide' });
}

/** Walks through sign-in and consent, and returns what the callback was called with. */
export async function walkToCallback(visitor: Visitor, path: string, email: string): Promise<URLSearchParams> {
  let page = await walkToConsent(visitor, path, email);
  if (page.text.includes('/allow')) page = await visitor.post(`${new URL(page.url).pathname}/allow`);
  if (!page.url.startsWith(callback)) throw new Error(`Ended at ${page.url}: ${page.text}`);
  return new URL(page.url).searchParams;
}

export async function connect(sandbox: Sandbox, options: { email?: string; scope?: string } = {}): Promise<Tokens> {
  const { path, verifier } = authorizeRequest({ scope: options.scope ?? allScopes });
  const params = await walkToCallback(new Visitor(sandbox), path, options.email ?? 'mara@tidewater.example');
  const response = await token(sandbox, {
    grant_type: 'authorization_code',
    code: params.get('code') ?? '',
    redirect_uri: callback,
    code_verifier: verifier,
  });
  if (response.status !== 200) throw new Error(await response.text());
  return tokensOf(response);
}

export function token(sandbox: Sandbox, form: Record<string, string>): Promise<Response> {
  const credentials = `${encodeURIComponent(app.clientId)}:${encodeURIComponent(app.clientSecret)}`;
  return fetch(`${sandbox.origin}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams(form),
  });
}

export function refresh(sandbox: Sandbox, refreshToken: string): Promise<Response> {
  return token(sandbox, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

export async function tokensOf(response: Response): Promise<Tokens> {
  const body: Tokens = await response.json();
  return body;
}

export function api(sandbox: Sandbox, accessToken: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${sandbox.origin}/api/v1/${path}`, { ...init, headers: { authorization: `Bearer ${accessToken}` } });
}

export async function control<Result = unknown>(sandbox: Sandbox, action: string, body: unknown = {}): Promise<Result> {
  const response = await fetch(`${sandbox.origin}/control/api/${action}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

interface Row {
  id: string;
  updated_at: string;
  deleted?: boolean;
  [field: string]: unknown;
}

interface RowsPage {
  data: Row[];
  next_cursor: string | null;
  total: number;
}

export async function page(sandbox: Sandbox, accessToken: string, query: Record<string, string>): Promise<RowsPage> {
  const response = await api(sandbox, accessToken, `contacts?${new URLSearchParams(query)}`);
  if (response.status !== 200) throw new Error(await response.text());
  return response.json();
}

/** Reads every page; `between` runs after each. */
export async function allRows(
  sandbox: Sandbox,
  accessToken: string,
  query: Record<string, string> = {},
  between: () => Promise<unknown> = async () => {},
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const next: RowsPage = await page(sandbox, accessToken, cursor === '' ? query : { ...query, cursor });
    rows.push(...next.data);
    cursor = next.next_cursor;
    await between();
  }
  return rows;
}
