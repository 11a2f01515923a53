import { isAppCallError } from '#connectors/kit/index.ts';
import { oauthClient } from '#server/catalog/oauth-apps.ts';
import type { Clock } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { log } from '#server/log.ts';
import { getConnector } from '#server/runtime/get-connector.ts';
import { exchangeCode, expectedIssuer } from '#server/runtime/oauth2.ts';
import { missingScopes } from '#server/runtime/scopes.ts';
import { equalSecrets } from '#server/secrets.ts';
import { checkAccount } from './check-account.ts';
import { type ConnectId, lockOpenConnect, moveConnect } from './connect.queries.ts';
import { type ConnectFailure, failures } from './connect.ts';
import { consumeState } from './connect-state.queries.ts';
import { type Authorized, settleAuthorized } from './settle-authorized.ts';

export interface Callback {
  environmentId: EnvironmentId;
  /** From the path: each connector has a redirect address of its own. */
  connector: string;
  /** Of this browser; empty where it brought none. */
  cookie: string;
  query: URLSearchParams;
}

/** What the callback page is told: whose window it is, or nothing where the answer was not accepted. */
export type CallbackResult =
  | { accepted: true; environmentId: EnvironmentId; connectId: ConnectId }
  | { accepted: false };

/**
 * Takes the app's answer. State, cookie, path and issuer must agree before anything is done with it; then the code is
 * exchanged, the account looked at, and all of it stored before the browser hears of it.
 */
export async function finishAuthorization(callback: Callback, clock: Clock): Promise<CallbackResult> {
  const { environmentId, query } = callback;
  const presented = { state: query.get('state') ?? '', cookie: callback.cookie, connector: callback.connector };
  const loaded = await withTenant({ environmentId }, async (tx) => {
    const state = await consumeState(tx, presented, clock);
    return state && { state, client: await oauthClient(tx, callback.connector) };
  });
  if (!loaded?.client) return { accepted: false };
  const { state, client } = loaded;
  const connector = await getConnector(callback.connector);
  const app = connector.connector.name;
  const issuer = expectedIssuer({ connector, values: client.parameters });
  const named = query.get('iss');
  if (issuer && (named === null || !equalSecrets(named, issuer))) return { accepted: false };

  const connectId = state.row.connect_id;
  const accepted = { accepted: true, environmentId, connectId } as const;
  const fail = async (failure: ConnectFailure) => {
    await withTenant({ environmentId }, async (tx) =>
      moveConnect(tx, await lockOpenConnect(tx, connectId, clock), 'failed', { failure }),
    );
    return accepted;
  };
  const refusal = query.get('error');
  if (refusal)
    return fail(
      refusal === 'access_denied'
        ? failures.refused(app)
        : failures.appRefused(app, (query.get('error_description') ?? refusal).slice(0, 300)),
    );
  const code = query.get('code');
  if (!code) return fail(failures.appRefused(app, 'no code'));

  try {
    const tokens = await exchangeCode({
      connector,
      client,
      redirectUri: state.row.redirect_uri,
      code,
      codeVerifier: state.verifier,
      values: { ...client.parameters, ...learntFromQuery(query) },
      now: clock.now(),
    });
    const { auth } = connector.connector;
    const missing =
      auth.kind === 'oauth2'
        ? missingScopes(client.scopes.length > 0 ? client.scopes : auth.scopes, tokens.grantedScopes)
        : [];
    if (missing.length > 0 && auth.kind === 'oauth2')
      return fail(
        failures.missingScopes(
          app,
          missing.map((scope) => auth.scopeWords[scope] || scope),
        ),
      );
    const learnt = { ...learntFromQuery(query), ...tokens.learnt };
    const account = await checkAccount({
      connector,
      credential: tokens.credential,
      learnt,
      values: { ...client.parameters, ...learnt },
    });
    const authorized: Authorized = {
      credential: tokens.credential,
      grantedScopes: tokens.grantedScopes,
      learnt,
      account,
    };
    await withTenant({ environmentId }, async (tx) =>
      settleAuthorized(tx, await lockOpenConnect(tx, connectId, clock), authorized, clock.now()),
    );
    return accepted;
  } catch (error) {
    log.warn('An account could not be connected.', { environmentId, connector: callback.connector, error });
    if (!isAppCallError(error)) throw error;
    const down = ['app_down', 'timeout', 'network'].includes(error.details.class);
    return fail(down ? failures.appDown(app) : failures.appRefused(app, error.details.appMessage ?? error.message));
  }
}

const oauthParameters = new Set([
  'code',
  'state',
  'iss',
  'error',
  'error_description',
  'error_uri',
  'session_state',
  'scope',
]);
const maxLearnt = 20;

/** What apps tell in the callback's query beside OAuth's own (`realmId`, `shop`): kept for templates. */
function learntFromQuery(query: URLSearchParams): Record<string, string> {
  const extra = [...query].filter(
    ([name, value]) => !oauthParameters.has(name) && /^\w{1,40}$/.test(name) && value.length <= 500,
  );
  return Object.fromEntries(extra.slice(0, maxLearnt));
}
