import { z } from 'zod';
import { listConnectionsInNeed } from '#server/connections/connection-list.queries.ts';
import { showConnection } from '#server/connections/connection-view.ts';
import { listRuns } from '#server/runs/list-runs.queries.ts';
import { runSchema, showRun } from '#server/runs/run-view.ts';
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
      customer: z.object({ id: z.string(), name: z.string() }),
      integration: z.object({ slug: z.string(), name: z.string() }),
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
    const hours = await countRecordsByHour(tx);
    const runs = await listRuns(tx, { limit: latestRuns });
    return {
      customers,
      attention: attention.map((connection) => ({
        connectionId: connection.id,
        customer: connection.customer,
        integration: connection.integration,
        sentence: connection.reasonSentence ?? `${connection.integration.name} needs attention.`,
        since: connection.statusChangedAt,
      })),
      syncing,
      recordsLast24h: hours.map((row) => ({ ...row, hour: row.hour.toISOString() })),
      runsLast24h: { succeeded, failed },
      latestRuns: runs.slice(0, latestRuns).map(showRun),
    };
  }),
});
