import { findConnector } from '#server/catalog/get-connector.ts';
import { loadAccess } from '#server/catalog/load-access.ts';
import { authsOf } from '#server/catalog/template-names.ts';
import type { Clock } from '#server/clock.ts';
import { scopesMissing } from '#server/connections/granted-scopes.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { log } from '#server/log.ts';
import type { Access } from '#server/runtime/access.ts';
import { readCallback, signedCallbackProblem } from '#server/runtime/oauth2/callback-names.ts';
import { expectedIssuer } from '#server/runtime/oauth2/expected-issuer.ts';
import { equalSecrets } from '#server/secrets.ts';
import { admitAccount } from './admit-account.ts';
import { beforeOf, type ConnectId, failConnect, getConnect, lockOpenConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { type ConsumedState, consumeState } from './connect-state.queries.ts';
import { type ConnectFailure, failureOf, failures } from './failures.ts';
import { loseScopes } from './lose-scopes.ts';

import { settleAuthorized } from './settle-authorized.ts';
import { takeAnswer } from './take-answer.ts';

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

const refused = { accepted: false } as const;

/**
 * Takes the app's answer. State, cookie, path and issuer must agree before anything is done with it; then the code is
 * exchanged, the account looked at, and all of it stored before the browser hears of it.
 */
export async function finishAuthorization(callback: Callback, clock: Clock): Promise<CallbackResult> {
  const { environmentId, query } = callback;
  const loaded = await loadState(callback, clock);
  if (!loaded) return refused;
  const { access, row, state } = loaded;
  const app = access.connector.connector.name;
  const accepted = { accepted: true, environmentId, connectId: row.id } as const;
  const fail = async (failure: ConnectFailure) => {
    await withTenant({ environmentId }, (tx) => failConnect(tx, row.id, failure, clock));
    return accepted;
  };
  try {
    if (!(await isFromApp(access, query))) return refused;
    const refusal = refusalOf(access, query);
    if (refusal) return await fail(refusal);
    const answer = await takeAnswer({ access, query, state, now: clock.now() });
    const missing = scopesMissing(access, answer.grantedScopes);
    if (missing.length > 0) {
      await withTenant({ environmentId }, (tx) => loseScopes(tx, row, missing, clock.now()));
      return await fail(failures.missingScopes(app, missing));
    }
    const { account_type: accountType } = row;
    const authorized = await admitAccount({ access, accountType, answered: beforeOf(row), ...answer });
    await withTenant({ environmentId }, async (tx) =>
      settleAuthorized(tx, await lockOpenConnect(tx, row.id, clock), authorized, clock.now()),
    );
    return accepted;
  } catch (error) {
    log.warn('An account could not be connected.', { environmentId, connector: callback.connector, error });
    const failure = failureOf(app, error);
    if (!failure) throw error;
    return fail(failure);
  }
}

interface Loaded {
  state: ConsumedState;
  row: ConnectRow;
  access: Access;
}

async function loadState(callback: Callback, clock: Clock): Promise<Loaded | undefined> {
  const { environmentId, connector, cookie, query } = callback;
  return withTenant({ environmentId }, async (tx) => {
    const states = await statesIn(tx, connector, query);
    const state = await consumeState(tx, { states, cookie, connector }, clock);
    if (!state) return undefined;
    const row = await getConnect(tx, state.row.connect_id);
    return {
      state,
      row,
      access: await loadAccess(tx, { connector, accountType: row.account_type, learnt: beforeOf(row) }),
    };
  });
}

/** The state under each name that one of the connector's ways in gives it: which way it was is known by the state alone. */
async function statesIn(tx: TenantTx, slug: string, query: URLSearchParams): Promise<string[]> {
  const loaded = await findConnector(tx, slug);
  const found = loaded ? authsOf(loaded.connector).map((auth) => readCallback(auth, query).state) : [];
  return [...new Set(found.flatMap((state) => state ?? []))];
}

/** Whether the answer names the issuer that it should, and is signed where the app signs. */
async function isFromApp(access: Access, query: URLSearchParams): Promise<boolean> {
  if (access.auth.kind === 'oauth1') return true;
  const issuer = await expectedIssuer(access);
  const named = readCallback(access.auth, query).iss;
  if (issuer !== undefined && (named === undefined || !equalSecrets(named, issuer))) return false;
  return signedCallbackProblem(access, query) === undefined;
}

const longestWords = 300;

function refusalOf({ auth, connector: { connector } }: Access, query: URLSearchParams): ConnectFailure | undefined {
  const { error, errorDescription } = readCallback(auth, query);
  // OAuth 1 has no word for it; apps that send the person back say it like this.
  const isDenied = error === 'access_denied' || (auth.kind === 'oauth1' && query.has('denied'));
  if (isDenied) return failures.refused(connector.name);
  if (error === undefined) return undefined;
  return failures.appRefused(connector.name, (errorDescription ?? error).slice(0, longestWords));
}
