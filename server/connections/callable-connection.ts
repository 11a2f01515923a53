import { getConnector } from '#server/catalog/get-connector.ts';
import { resolveCustomer } from '#server/customers/resolve-customer.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type ConnectionId, isId } from '#server/ids.ts';
import { findConnectionsOfCustomer } from './connection.queries.ts';
import type { ConnectionRow } from './connection.table.ts';
import { type ConnectionScope, loadConnectionScope } from './connection-scope.ts';
import { reasonSentence } from './reason-sentence.ts';

/** Which connection a call of the vendor means: one by its id, or a customer's at an app. */
export interface WantedConnection {
  connection?: string | undefined;
  /** Id or external id. */
  customer?: string | undefined;
  connector?: string | undefined;
}

/** How the call names these three, for its errors. */
type Names = Record<keyof WantedConnection, string>;

/** The connection that is meant, if the app can be called with it now. */
export async function loadCallable(tx: TenantTx, wanted: WantedConnection, names: Names): Promise<ConnectionScope> {
  const scope = await loadConnectionScope(tx, await idOf(tx, wanted, names));
  const { connection, access } = scope;
  if (wanted.connector !== undefined && wanted.connector !== connection.connector) {
    throw new AppError('invalid', `The connection ${connection.id} is one of ${access.connector.connector.name}.`, {
      field: names.connection,
      remedy: `Send a connection of ${wanted.connector}, or call ${connection.connector}.`,
    });
  }
  if (connection.status !== 'active') throw notCallable(connection, access.connector.connector.name);
  return scope;
}

async function idOf(tx: TenantTx, wanted: WantedConnection, names: Names): Promise<ConnectionId> {
  const { connection, customer, connector } = wanted;
  if (connection !== undefined) {
    if (isId('connection', connection)) return connection;
    throw new AppError('invalid', `${names.connection} is not the id of a connection.`, {
      field: names.connection,
      remedy: 'It looks like con_01jd3k5q7v2m8x4c6p9r; GET /api/v1/connections lists them.',
    });
  }
  if (customer === undefined || connector === undefined) {
    throw new AppError('invalid', 'The call does not say with which connection it is made.', {
      field: names.connection,
      remedy: `Send ${names.connection}, or ${names.customer}${names.connector === names.customer ? '' : ` and ${names.connector}`}.`,
    });
  }
  const app = (await getConnector(tx, connector)).connector.name;
  const customerId = await resolveCustomer(tx, customer, names.customer);
  const [first, ...others] = await findConnectionsOfCustomer(tx, customerId, connector);
  if (first === undefined) {
    throw new AppError('not_connected', `The customer ${customer} has not connected ${app}.`, {
      field: names.customer,
      remedy: 'Let the customer connect it in the integrations tab.',
    });
  }
  const active = [first, ...others].filter(({ status }) => status === 'active');
  if (active.length > 1) {
    throw new AppError('conflict', `The customer ${customer} has connected ${app} ${active.length} times.`, {
      field: names.connection,
      remedy: `Say which: send ${names.connection} with one of ${active.map(({ id }) => id).join(', ')}.`,
    });
  }
  return (active[0] ?? first).id;
}

const states: Record<Exclude<ConnectionRow['status'], 'active'>, (app: string) => string> = {
  needs_reauth: (app) => `The access to ${app} has ended.`,
  misconfigured: (app) => `${app} can't be reached with the details given.`,
  paused: (app) => `The connection to ${app} is paused.`,
  disconnected: (app) => `The connection to ${app} was disconnected.`,
};

function notCallable({ status, reason, reason_detail }: ConnectionRow, app: string): AppError {
  const sentence = status === 'active' || reason === null ? undefined : reasonSentence(app, reason);
  const state = status === 'active' ? '' : states[status](app);
  const detail = reason_detail === null ? '' : ` It said: “${reason_detail}”`;
  return new AppError('not_connected', `${sentence ?? state}${detail}`, {
    remedy:
      status === 'paused'
        ? 'Resume it in the integrations tab.'
        : 'Let the customer connect it again in the integrations tab; the connection keeps its id.',
  });
}
