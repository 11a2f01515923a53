import { userWith } from '../accounts.ts';
import type { AcmeContext } from '../context.ts';
import { type Exchange, readBody, redirect, refuseOtherSites } from '../exchange.ts';
import { newNonce, sendPage } from '../pages/page-answer.ts';
import { signInPage } from '../pages/sign-in-page.ts';

export function showSignIn({ req, res, url }: Exchange, acme: AcmeContext): void {
  const next = ownPath(url.searchParams.get('next'));
  if (acme.sessions.find(req) !== undefined) redirect(res, next);
  else
    sendPage(res, 200, signInPage({ email: url.searchParams.get('email') ?? '', next }), acme.porticoUrl, newNonce());
}

export async function signIn(exchange: Exchange, acme: AcmeContext): Promise<void> {
  refuseOtherSites(exchange);
  const { req, res } = exchange;
  const form = new URLSearchParams(await readBody(req));
  const email = form.get('email') ?? '';
  const next = ownPath(form.get('next'));
  const user = userWith(email, form.get('password') ?? '');
  if (user === undefined) {
    const problem = 'E-mail and password do not belong together. Check both, and try again.';
    return sendPage(res, 401, signInPage({ email, next, problem }), acme.porticoUrl, newNonce());
  }
  acme.sessions.begin(res, user);
  redirect(res, next);
}

export function signOut(exchange: Exchange, { sessions }: AcmeContext): void {
  refuseOtherSites(exchange);
  sessions.end(exchange.req, exchange.res);
  redirect(exchange.res, '/sign-in');
}

/** Only a place within Acme: a link may not send who signs in to somewhere else. */
function ownPath(next: string | null): string {
  const url = URL.parse(next ?? '', 'http://acme');
  return next?.startsWith('/') && url?.origin === 'http://acme' ? url.pathname + url.search : '/people';
}
