import { z } from 'zod';
import type { AccountType, ConnectorAuth } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { templatesIn } from '#server/catalog/template-names.ts';
import { AppError } from '#server/errors.ts';
import { fieldsOf } from '#server/runtime/access.ts';
import { namesIn } from '#server/runtime/template.ts';
import type { ConnectStage } from './connect.ts';

/** What is known of a connect before its account is authorised. */
export interface Begun {
  accountType: string | null;
  before: Record<string, string>;
}

/** Whether this way in works only with a client that the vendor has registered. */
export const needsClient = (auth: ConnectorAuth): boolean =>
  auth.kind === 'oauth2' || (auth.kind === 'oauth1' && auth.endpoints !== undefined);

/** The account types that can be chosen here: one that lacks the vendor's OAuth app is not offered. */
export function accountTypesOf({ connector }: LoadedConnector, hasClient: boolean): [string, AccountType][] {
  const types = Object.entries(connector.accountTypes ?? {});
  return types.filter(([, type]) => hasClient || !needsClient(type.auth ?? connector.auth));
}

export function authOf({ connector }: LoadedConnector, accountType: string | null): ConnectorAuth {
  const type = accountType === null ? undefined : connector.accountTypes?.[accountType];
  return type?.auth ?? connector.auth;
}

/** What is asked before authorising: nothing that this way in asks for itself, or makes no use of. */
export function beforeForm(loaded: LoadedConnector, accountType: string | null): z.ZodObject | undefined {
  const { connector } = loaded;
  const auth = authOf(loaded, accountType);
  const own = fieldsOf(auth)?.fields.shape ?? {};
  const isOwnWay = auth !== connector.auth;
  const used = new Set(templatesIn([auth, connector.baseUrl, connector.headers]).flatMap((t) => namesIn(t).flat()));
  const asked = Object.entries(connector.before?.shape ?? {}).filter(
    ([name]) => !(name in own) && (!isOwnWay || used.has(name)),
  );
  return asked.length === 0 ? undefined : z.object(Object.fromEntries(asked));
}

/** The stages between the beginning and authorising, in order, for what was chosen so far. */
export function stagesBefore(
  loaded: LoadedConnector,
  begun: Pick<Begun, 'accountType'>,
  hasClient: boolean,
): ('account-type' | 'before')[] {
  const choices = accountTypesOf(loaded, hasClient).length;
  return [
    ...(choices > 1 ? (['account-type'] as const) : []),
    ...(beforeForm(loaded, begun.accountType) ? (['before'] as const) : []),
  ];
}

/** The stage that follows an answered one. */
export function stageAfter(
  loaded: LoadedConnector,
  stage: 'account-type' | 'before',
  accountType: string | null,
): ConnectStage {
  return stage === 'account-type' && beforeForm(loaded, accountType) ? 'before' : 'authorize';
}

/** Where a connect begins. Nothing that can be connected at all is an error that names what the vendor must do. */
export function beginningOf(
  loaded: LoadedConnector,
  hasClient: boolean,
): Pick<Begun, 'accountType'> & { stage: ConnectStage } {
  const { connector } = loaded;
  const types = accountTypesOf(loaded, hasClient);
  const isLocked = connector.accountTypes ? types.length === 0 : needsClient(connector.auth) && !hasClient;
  if (isLocked) {
    throw new AppError('unavailable', `${connector.name} can't be connected yet: its OAuth app is not set up.`, {
      remedy: 'The vendor adds the OAuth app in the console under Integrations.',
    });
  }
  if (types.length > 1) return { stage: 'account-type', accountType: null };
  const accountType = types[0]?.[0] ?? null;
  return { stage: beforeForm(loaded, accountType) ? 'before' : 'authorize', accountType };
}
