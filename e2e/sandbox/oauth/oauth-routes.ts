import type Provider from 'oidc-provider';
import { isTokenDown } from '../faults.ts';
import { type Exchange, sendJson } from '../http-exchange.ts';
import type { World } from '../world.ts';
import { signOut } from './session.ts';

/** What oidc-provider answers, after the faults had their turn. */
export async function handleOAuth(exchange: Exchange, world: World, provider: Provider): Promise<void> {
  const { req, res, url, method } = exchange;
  if (url.pathname === '/oauth/token') {
    await world.slowDown();
    if (isTokenDown(world.faults)) {
      sendJson(res, 503, { error: 'temporarily_unavailable', error_description: 'Tidewater is down for maintenance.' });
      return;
    }
  }
  if (url.pathname === '/oauth/authorize' && method === 'GET') {
    // Signing in anew as somebody else is only possible once the old sign-in has ended.
    if (promptsOf(url).includes('login')) await signOut(provider, exchange);
    req.url = askForConsent(url);
  }
  await provider.callback()(req, res);
}

/** oidc-provider drops `offline_access` unless the app asks for the consent page; Tidewater always shows it. */
function askForConsent(url: URL): string {
  const scopes = url.searchParams.get('scope')?.split(' ') ?? [];
  const prompts = promptsOf(url);
  const isSilent = prompts.includes('none') || prompts.includes('consent');
  if (scopes.includes('offline_access') && !isSilent) url.searchParams.set('prompt', [...prompts, 'consent'].join(' '));
  return url.pathname + url.search;
}

/** `select_account` is answered by the login page. */
function promptsOf(url: URL): string[] {
  const prompts = url.searchParams.get('prompt')?.split(' ').filter(Boolean) ?? [];
  return prompts.map((prompt) => (prompt === 'select_account' ? 'login' : prompt));
}
