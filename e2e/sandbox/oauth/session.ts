import type Provider from 'oidc-provider';
import { findUser, type User } from '../accounts/accounts.ts';
import type { Exchange } from '../http-exchange.ts';
import { SESSION_TTL_S } from './provider.ts';

/** The browser's sign-in is oidc-provider's own session, so that Tidewater's pages and its consent page agree on it. */
export async function signedInUser(provider: Provider, { req, res }: Exchange): Promise<User | undefined> {
  const session = await provider.Session.get(provider.createContext(req, res));
  return findUser(session.accountId);
}

export async function signIn(provider: Provider, { req, res }: Exchange, user: User): Promise<void> {
  const ctx = provider.createContext(req, res);
  const session = await provider.Session.get(ctx);
  session.resetIdentifier();
  session.loginAccount({ accountId: user.id });
  await session.save(SESSION_TTL_S);
  ctx.cookies.set(provider.cookieName('session'), session.jti, {
    signed: true,
    httpOnly: true,
    sameSite: 'lax',
    maxAge: SESSION_TTL_S * 1000,
  });
}

export async function signOut(provider: Provider, { req, res }: Exchange): Promise<void> {
  const ctx = provider.createContext(req, res);
  const session = await provider.Session.get(ctx);
  await session.destroy();
  ctx.cookies.set(provider.cookieName('session'), null, { signed: true, httpOnly: true, sameSite: 'lax' });
}
