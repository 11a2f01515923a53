import type { ConnectorAction } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { getConnector } from '#server/catalog/get-connector.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';

export interface FoundAction {
  connector: LoadedConnector;
  name: string;
  action: ConnectorAction;
}

export async function findAction(tx: TenantTx, slug: string, name: string): Promise<FoundAction> {
  const connector = await getConnector(tx, slug);
  const { actions = {}, name: app } = connector.connector;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action !== undefined) return { connector, name, action };
  const names = Object.keys(actions);
  throw new AppError('not_found', `${app} has no action ${name}.`, {
    field: 'action',
    remedy: names.length === 0 ? 'It has none; call it through /proxy.' : `It has: ${names.join(', ')}.`,
  });
}
