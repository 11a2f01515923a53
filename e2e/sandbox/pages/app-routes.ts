import type Provider from 'oidc-provider';
import { findUserByLogin } from '../accounts/accounts.ts';
import { comesFromElsewhere, type Exchange, readForm, redirect, sendPage } from '../http-exchange.ts';
import { listGrants } from '../oauth/grants.ts';
import { signedInUser, signIn, signOut } from '../oauth/session.ts';
import type { World } from '../world.ts';
import { appsPage } from './apps-page.ts';
import { editContact, showContacts } from './contact-routes.ts';
import { forbiddenFormPage, notFoundPage } from './error-page.ts';
import { loginPage } from './login-page.ts';
import { noticeOf, type Visit } from './visit.ts';

/** The pages of the product itself. */
export async function handleApp(exchange: Exchange, world: World, provider: Provider): Promise<void> {
  const { res, url, method } = exchange;
  if (method !== 'GET' && method !== 'POST') return sendPage(res, 405, notFoundPage());
  if (method === 'POST' && comesFromElsewhere(exchange)) return sendPage(res, 403, forbiddenFormPage());
  if (url.pathname === '/sign-in' && method === 'GET')
    return sendPage(res, 200, ownLoginPage(url.searchParams.get('next')));
  if (url.pathname === '/sign-in/login' && method === 'POST') return logIn(exchange, provider);
  if (url.pathname === '/sign-out' && method === 'POST') {
    await signOut(provider, exchange);
    return redirect(res, '/sign-in');
  }

  const user = await signedInUser(provider, exchange);
  const account = user && world.account(user.accountId);
  if (user === undefined || account === undefined) {
    const next = method === 'GET' ? url.pathname + url.search : '/';
    return redirect(res, `/sign-in?${new URLSearchParams({ next })}`);
  }
  const visit = { exchange, world, user, account };
  const [, area, id, action] = url.pathname.split('/');
  if (area === '' && method === 'GET') return showContacts(visit);
  if (area === 'contacts' && id !== undefined) return editContact(visit, id, action);
  if (area === 'apps') return apps(visit, id, action);
  return sendPage(res, 404, notFoundPage());
}

async function logIn(exchange: Exchange, provider: Provider): Promise<void> {
  const form = await readForm(exchange.req);
  const email = form.get('email') ?? '';
  const user = findUserByLogin(email, form.get('password') ?? '');
  if (user === undefined) {
    const error = 'That email address and password do not belong together. Check both and sign in again.';
    return sendPage(exchange.res, 401, loginPage({ action: '/sign-in', email, next: form.get('next') ?? '', error }));
  }
  await signIn(provider, exchange, user);
  redirect(exchange.res, ownPath(form.get('next')));
}

function ownLoginPage(next: string | null) {
  return loginPage({ action: '/sign-in', next: ownPath(next) });
}

/** Only ever a path of ours: `//elsewhere.example` is an address of somebody else. */
function ownPath(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/';
}

async function apps(visit: Visit, id: string | undefined, action: string | undefined): Promise<void> {
  const { exchange, world, user, account } = visit;
  const { res, method } = exchange;
  const grants = listGrants(world.oauth, account.seed.id);
  if (method === 'GET' && id === undefined) {
    const notice = noticeOf(visit);
    return sendPage(res, 200, appsPage({ user, accountName: account.seed.name, apps: grants, notice }));
  }
  if (method === 'POST' && action === 'revoke' && grants.some((grant) => grant.id === id)) {
    world.oauth.revokeGrant(id ?? '');
    return redirect(res, '/apps?notice=revoked');
  }
  sendPage(res, 404, notFoundPage());
}
