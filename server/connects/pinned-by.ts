import type { IntegrationRow } from '#server/integrations/integration.table.ts';
import type { PinnedVersion } from '#server/integrations/version.queries.ts';
import type { ConnectRow } from './connect.table.ts';

/** The version that a connect is about from its beginning to its end, whatever is published meanwhile. */
export const pinnedBy = (row: ConnectRow, integration: IntegrationRow): PinnedVersion => ({
  integration_id: integration.id,
  integration_version: row.integration_version ?? integration.live_version ?? 1,
});
