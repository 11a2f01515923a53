import type { ConnectorDestination } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import { AppError } from '#server/errors.ts';

export function destinationOf({ connector }: LoadedConnector): ConnectorDestination {
  if (connector.destination) return connector.destination;
  throw new AppError('invalid', `Nothing can be delivered to ${connector.name}.`, {
    field: 'connector',
    remedy: 'Choose a connector that takes records: of a database, or of a bucket.',
  });
}
