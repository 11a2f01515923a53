import { z } from 'zod';
import { listConnectionsOfInstallations } from '#server/connections/connection-list.queries.ts';
import { connectionSchema, showConnection } from '#server/connections/connection-view.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { idSchema } from '#server/ids.ts';
import { listSyncsOfInstallations } from '#server/syncs/sync-list.queries.ts';
import { showSync, syncSchema } from '#server/syncs/sync-view.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { consoleQuery } from '#server/trpc/procedures.ts';
import { type ListedInstallation, listInstallations } from './installation-list.queries.ts';

const answers = z.record(z.string(), z.unknown());

const installationSchema = z.object({
  id: z.string(),
  customer: z.object({ id: z.string(), name: z.string() }),
  integration: z.object({ slug: z.string(), name: z.string(), connector: z.string() }),
  status: z.enum(['setup', 'active', 'paused', 'removed']),
  version: z.number().int(),
  answers,
  createdAt: time,
  connections: z.array(connectionSchema),
  syncs: z.array(syncSchema),
});

/** One query for all connections and one for all syncs of a page, never one per installation. */
async function loadParts(tx: TenantTx, installations: ListedInstallation[]) {
  const ids = installations.map((row) => row.id);
  if (ids.length === 0) return () => ({ connections: [], syncs: [] });
  const connections = Map.groupBy(await listConnectionsOfInstallations(tx, ids), (row) => row.installation_id);
  const syncs = Map.groupBy(await listSyncsOfInstallations(tx, ids), (row) => row.installation_id);
  return ({ id }: ListedInstallation) => ({
    connections: (connections.get(id) ?? []).map(showConnection),
    syncs: (syncs.get(id) ?? []).map(showSync),
  });
}

export const installationsRouter = router({
  list: consoleQuery
    .input(
      pageInput({ customerId: idSchema('customer').optional(), integrationId: idSchema('integration').optional() }),
    )
    .output(pageOf(installationSchema))
    .query(async ({ ctx, input }) => {
      const rows = await listInstallations(ctx.tx, input);
      const partsOf = await loadParts(ctx.tx, rows);
      const show = (row: ListedInstallation) => ({
        id: row.id,
        customer: { id: row.customer_id, name: row.customer_name },
        integration: { slug: row.slug, name: row.integration_name, connector: row.connector },
        status: row.status,
        version: row.integration_version,
        answers: answers.parse(row.answers),
        createdAt: row.created_at.toISOString(),
        ...partsOf(row),
      });
      return toPage(rows, input, show, (row) => row.id);
    }),
});
