import { z } from 'zod';
import { time } from '#server/trpc/page.ts';
import type { ListedSync } from './sync-list.queries.ts';

/** How the API and the console show a sync. */
export const syncSchema = z
  .object({
    id: z.string().meta({ example: 'syn_01jd3k5q7v2m8x4c6p9r' }),
    customer: z.object({ id: z.string(), name: z.string() }),
    connectionId: z.string(),
    installationId: z.string(),
    object: z.string().meta({ description: 'What is read at the app.', example: 'contact' }),
    model: z.string().meta({ description: 'What its records are called in the change feed.', example: 'contact' }),
    label: z.string().meta({ description: 'For people, in the plural.', example: 'contacts' }),
    mode: z.enum(['incremental', 'full']),
    everySeconds: z.number().int(),
    status: z.enum(['active', 'paused']),
    records: z.number().int().meta({ description: 'Records that are there now.' }),
    running: z
      .object({ runId: z.string(), seen: z.number().int(), total: z.number().int().nullable() })
      .nullable()
      .meta({ description: 'The run that is on its way.' }),
    lastSuccessAt: time.nullable(),
    lastChangeAt: time.nullable(),
    nextRunAt: time.nullable(),
  })
  .meta({ id: 'Sync' });

/** Beyond any schedule: a time like this says that nothing is planned. */
const never = Date.UTC(2200, 0);

export const showSync = (row: ListedSync): z.input<typeof syncSchema> => ({
  id: row.id,
  customer: { id: row.customer_id, name: row.customer_name },
  connectionId: row.connection_id,
  installationId: row.installation_id,
  object: row.object,
  model: row.model,
  label: row.label,
  mode: row.mode,
  everySeconds: row.every_seconds,
  status: row.status,
  records: row.records,
  running: row.open_run_id ? { runId: row.open_run_id, seen: row.open_run_seen ?? 0, total: row.open_run_total } : null,
  lastSuccessAt: row.last_success_at?.toISOString() ?? null,
  lastChangeAt: row.last_change_at?.toISOString() ?? null,
  nextRunAt: row.wake_at && !row.open_run_id && row.wake_at.getTime() < never ? row.wake_at.toISOString() : null,
});
