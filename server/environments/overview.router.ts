import { z } from 'zod';
import { listConnectionsInNeed } from '#server/connections/connection-list.queries.ts';
import { showConnection } from '#server/connections/connection-view.ts';
import { listRuns } from '#server/runs/list-runs.queries.ts';
import { runSchema, showRun } from '#server/runs/run-view.ts';
import { listFailingSyncs } from '#server/syncs/sync-list.queries.ts';
import { showSync } from '#server/syncs/sync-view.ts';
import { router } from '#server/trpc/init.ts';
import { time } from '#server/trpc/page.ts';
import { consoleQuery } from '#server/trpc/procedures.ts';
import { countOverview, countRecordsByHour } from './overview.queries.ts';

const count = z.number().int();
const attentionLimit = 50;
const latestRuns = 8;

const overviewSchema = z.object({
  customers: count,
  attention: z.array(
    z.object({
      connectionId: z.string(),
      /** The sync that fails though its connection works. */
      syncId: z.string().nullable(),
      customer: z.object({ id: z.string(), name: z.string() }),
      integration: z.string(),
      sentence: z.string(),
      since: time,
    }),
  ),
  syncing: count,
  recordsLast24h: z.array(z.object({ hour: time, added: count, updated: count, deleted: count })),
  runsLast24h: z.object({ succeeded: count, failed: count }),
  latestRuns: z.array(runSchema),
});

export const overviewRouter = router({
  get: consoleQuery.output(overviewSchema).query(async ({ ctx: { tx } }) => {
    const { customers, syncing, succeeded, failed } = await countOverview(tx);
    const attention = (await listConnectionsInNeed(tx, attentionLimit)).map(showConnection);
    const failing = (await listFailingSyncs(tx, attentionLimit)).map(showSync);
    const hours = await countRecordsByHour(tx);
    const runs = await listRuns(tx, { limit: latestRuns });
    return {
      customers,
      attention: [
        ...attention.map((connection) => ({
          connectionId: connection.id,
          syncId: null,
          customer: connection.customer,
          integration: connection.integration.name,
          sentence: connection.reasonSentence ?? `${connection.integration.name} needs attention.`,
          since: connection.statusChangedAt,
        })),
        ...failing.map((sync) => ({
          connectionId: sync.connectionId,
          syncId: sync.id,
          customer: sync.customer,
          integration: sync.integration.name,
          sentence: sync.lastRun?.error?.sentence ?? `The sync of ${sync.label} fails.`,
          since: sync.failingSince ?? '',
        })),
      ],
      syncing,
      recordsLast24h: hours.map((row) => ({ ...row, hour: row.hour.toISOString() })),
      runsLast24h: { succeeded, failed },
      latestRuns: runs.slice(0, latestRuns).map(showRun),
    };
  }),
});
