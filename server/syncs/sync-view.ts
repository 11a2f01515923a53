import { z } from 'zod';
import { runErrorSchema } from '#server/runs/run-error.ts';
import { time } from '#server/trpc/page.ts';
import { driftSchema, parseDrift } from './drift.ts';
import { parsePass } from './pass.ts';
import { progressOf } from './progress.ts';
import { scheduleSchema } from './schedule.ts';
import { scheduleWords } from './schedule-words.ts';
import { countedFailures, type ListedSync } from './sync-list.queries.ts';

/** How the API and the console show a sync. */
export const syncSchema = z
  .object({
    id: z.string().meta({ example: 'syn_01jd3k5q7v2m8x4c6p9r' }),
    customer: z.object({ id: z.string(), name: z.string() }),
    connectionId: z.string(),
    connectionStatus: z.enum(['active', 'needs_reauth', 'misconfigured', 'paused', 'disconnected']),
    connector: z.string(),
    integration: z.object({ id: z.string(), name: z.string() }),
    installationId: z.string(),
    object: z.string().meta({ description: 'What is read at the app.', example: 'contact' }),
    model: z.string().meta({ description: 'What its records are called in the change feed.', example: 'contact' }),
    label: z.string().meta({ description: 'For people, in the plural.', example: 'contacts' }),
    mode: z.enum(['incremental', 'full', 'webhook']),
    schedule: scheduleSchema,
    scheduleWords: z.string().meta({ description: 'The schedule for people.', example: 'every 5 minutes' }),
    status: z.enum(['active', 'paused']),
    records: z.number().int().meta({ description: 'Records that are there now.' }),
    backfillFrom: time.nullable().meta({ description: 'What has not changed since is left out; null: nothing is.' }),
    keepRaw: z.boolean().meta({ description: 'Whether what the app sent is kept beside each record.' }),
    running: z
      .object({
        runId: z.string(),
        status: z.enum(['queued', 'running']),
        seen: z.number().int().meta({ description: 'Rows that this pass has brought.' }),
        total: z.number().int().nullable().meta({ description: 'Rows that it will bring, as far as that is known.' }),
        totalFrom: z
          .enum(['app', 'last_pass'])
          .nullable()
          .meta({ description: 'Who says so: the app, or the number of records that the last full pass left.' }),
        ratePerSecond: z.number().nullable(),
        secondsLeft: z.number().int().nullable(),
        waitsUntil: time.nullable().meta({ description: 'When it goes on, where it sleeps out a limit or a failure.' }),
        startedAt: time.nullable(),
        waitsFor: z.string().nullable().meta({ description: 'Why it sleeps at the moment, as a sentence.' }),
      })
      .nullable()
      .meta({ description: 'The run that is on its way.' }),
    lastRun: z
      .object({
        id: z.string(),
        status: z.enum(['succeeded', 'failed', 'cancelled']),
        finishedAt: time.nullable(),
        recordsPerSecond: z.number().nullable(),
        error: runErrorSchema.nullable(),
      })
      .nullable()
      .meta({ description: 'The run that ended last.' }),
    failingSince: time.nullable().meta({ description: 'Since when its runs fail; null when the last one went well.' }),
    failures: z
      .number()
      .int()
      .meta({ description: `Records that could not be stored yet; not more than ${countedFailures} are counted.` }),
    lastFullPassAt: time.nullable().meta({ description: 'When everything was read last.' }),
    drift: driftSchema.meta({ description: 'What has changed about the app’s fields, as full passes found it.' }),
    lastSuccessAt: time.nullable(),
    lastChangeAt: time.nullable(),
    nextRunAt: time.nullable(),
  })
  .meta({ id: 'Sync' });

/** Beyond any schedule: a time like this says that nothing is planned. */
const never = Date.UTC(2200, 0);

const errorOf = (error: unknown) => (error == null ? null : runErrorSchema.parse(error));

function showLastRun(row: ListedSync): z.input<typeof syncSchema>['lastRun'] {
  const { last_run_id: id, last_run_status: status, last_run_started_at: from, last_run_finished_at: to } = row;
  if (id === null || (status !== 'succeeded' && status !== 'failed' && status !== 'cancelled')) return null;
  const seconds = from && to ? (to.getTime() - from.getTime()) / 1000 : 0;
  const rate = seconds > 0 ? (row.last_run_seen ?? 0) / seconds : 0;
  return {
    id,
    status,
    finishedAt: to?.toISOString() ?? null,
    recordsPerSecond: rate > 0 ? Math.round(rate * 10) / 10 : null,
    error: errorOf(row.last_run_error),
  };
}

export const showSync = (row: ListedSync): z.input<typeof syncSchema> => ({
  id: row.id,
  customer: { id: row.customer_id, name: row.customer_name },
  connectionId: row.connection_id,
  connectionStatus: row.connection_status,
  connector: row.connector,
  integration: { id: row.integration_id, name: row.integration_name },
  installationId: row.installation_id,
  object: row.object,
  model: row.model,
  label: row.label,
  mode: row.mode,
  schedule: scheduleSchema.parse(row.schedule),
  scheduleWords: scheduleWords(scheduleSchema.parse(row.schedule)),
  status: row.status,
  records: row.records,
  backfillFrom: row.backfill_from?.toISOString() ?? null,
  keepRaw: row.keep_raw,
  running: runningOf(row, new Date()),
  drift: parseDrift(row.drift),
  lastRun: showLastRun(row),
  failingSince: row.failing_since?.toISOString() ?? null,
  failures: row.failures,
  lastFullPassAt: row.last_full_pass_at?.toISOString() ?? null,
  lastSuccessAt: row.last_success_at?.toISOString() ?? null,
  lastChangeAt: row.last_change_at?.toISOString() ?? null,
  nextRunAt: row.wake_at && !row.open_run_id && row.wake_at.getTime() < never ? row.wake_at.toISOString() : null,
});

function runningOf(row: ListedSync, now: Date): z.input<typeof syncSchema>['running'] {
  if (!row.open_run_id) return null;
  const sleeps = row.open_run_status === 'queued' && row.open_run_error !== null;
  const checkpoint = parsePass(row.checkpoint);
  const lastCount = row.last_full_pass_at ? row.records : null;
  const run = { startedAt: row.open_run_started_at, seen: row.open_run_seen ?? 0, total: row.open_run_total };
  return {
    runId: row.open_run_id,
    status: row.open_run_status === 'running' ? 'running' : 'queued',
    ...progressOf(run, checkpoint && { mode: checkpoint.mode, seen: checkpoint.seen, lastCount }, now),
    waitsUntil: sleeps ? (row.wake_at?.toISOString() ?? null) : null,
    startedAt: row.open_run_started_at?.toISOString() ?? null,
    waitsFor: sleeps ? (errorOf(row.open_run_error)?.sentence ?? null) : null,
  };
}
