import { z } from 'zod';
import { time } from '#server/trpc/page.ts';
import type { ListedRun, RunStepOfRun } from './list-runs.queries.ts';
import { runErrorSchema } from './run-error.ts';

const count = z.number().int();
const counts = { seen: count, added: count, updated: count, unchanged: count, deleted: count, failed: count };

/** How the API and the console show a run. */
export const runSchema = z
  .object({
    id: z.string().meta({ example: 'run_01jd3k5q7v2m8x4c6p9r' }),
    customer: z.object({ id: z.string(), name: z.string() }),
    syncId: z.string(),
    connectionId: z.string(),
    label: z.string().meta({ description: 'What was synced, in the plural.', example: 'contacts' }),
    connector: z.string(),
    trigger: z.enum(['first', 'schedule', 'manual', 'api', 'catch_up', 'event', 'hook', 'reset']),
    status: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
    attempt: count.meta({ description: 'How often a worker took it up; more than 1 after a crash or a pause.' }),
    queuedAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    durationMs: count.nullable(),
    ...counts,
    total: count.nullable().meta({ description: 'Records that the pass will bring, where the app tells.' }),
    calls: count.meta({ description: 'Requests to the app.' }),
    error: runErrorSchema.nullable().meta({ description: 'Why it failed, or for what it is waiting.' }),
  })
  .meta({ id: 'Run' });

/** What the engine noted of one request; steps that were written by older versions may lack a part. */
export const callSchema = z.object({
  method: z.string().catch(''),
  host: z.string().catch(''),
  path: z.string().catch(''),
  status: z.number().nullable().catch(null),
  durationMs: z.number().catch(0),
  bytesIn: z.number().catch(0),
  retries: z.number().catch(0),
});

export const stepSchema = z.object({
  number: count,
  kind: z.enum(['page', 'delete_pass', 'hook']),
  startedAt: time,
  fetchMs: count,
  storeMs: count,
  ...counts,
  attempt: count,
  calls: z.array(callSchema),
});

export const failureSchema = z.object({
  externalId: z.string(),
  class: z.string(),
  field: z.string().nullable(),
  message: z.string(),
  remedy: z.string(),
});

export const runDetailSchema = runSchema
  .extend({ steps: z.array(stepSchema), failures: z.array(failureSchema) })
  .meta({ id: 'RunDetail' });

export const showRun = (row: ListedRun): z.input<typeof runSchema> => ({
  id: row.id,
  customer: { id: row.customer_id, name: row.customer_name },
  syncId: row.sync_id,
  connectionId: row.connection_id,
  label: row.label,
  connector: row.connector,
  trigger: row.trigger,
  status: row.status,
  attempt: row.attempt,
  queuedAt: row.queued_at.toISOString(),
  startedAt: row.started_at?.toISOString() ?? null,
  finishedAt: row.finished_at?.toISOString() ?? null,
  durationMs:
    row.started_at && row.finished_at ? Math.max(0, row.finished_at.getTime() - row.started_at.getTime()) : null,
  seen: row.seen,
  total: row.total,
  added: row.added,
  updated: row.updated,
  unchanged: row.unchanged,
  deleted: row.deleted,
  failed: row.failed,
  calls: row.calls,
  error: row.error === null ? null : runErrorSchema.parse(row.error),
});

export const showStep = (row: RunStepOfRun): z.input<typeof stepSchema> => ({
  number: row.number,
  kind: row.kind,
  startedAt: row.started_at.toISOString(),
  fetchMs: row.fetch_ms,
  storeMs: row.store_ms,
  seen: row.seen,
  added: row.added,
  updated: row.updated,
  unchanged: row.unchanged,
  deleted: row.deleted,
  failed: row.failed,
  attempt: row.attempt,
  calls: z.array(callSchema).parse(row.calls),
});
