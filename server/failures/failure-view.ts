import { z } from 'zod';
import { parseJson, time } from '#server/trpc/page.ts';
import type { ListedCause } from './list-causes.queries.ts';
import type { ListedFailure } from './list-failures.queries.ts';

const words = {
  class: z.string().meta({ description: 'What kind of failure it is.', example: 'mapping' }),
  code: z.string().nullable().meta({ description: 'What the mapping, the connector or the app calls it.' }),
  field: z.string().nullable(),
  cause: z.string().meta({ description: 'Equal where the cause is. Pass it to retry or to ignore all of them.' }),
  message: z.string().meta({ description: 'What happened, in the words of the app where it has some.' }),
  remedy: z.string(),
};

const ignored = z
  .object({ at: time, by: z.string().nullable(), reason: z.string() })
  .nullable()
  .meta({ description: 'Who put it aside, and why.' });

/** How the API and the console show a record that could not be stored. */
export const failureSchema = z
  .object({
    id: z.string().meta({ example: 'fai_01jd3k5q7v2m8x4c6p9r' }),
    customer: z.object({ id: z.string(), name: z.string() }),
    sync: z.object({ id: z.string(), label: z.string(), connector: z.string() }),
    runId: z.string().meta({ description: 'The run that met it last.' }),
    recordId: z.string().meta({ description: 'The record’s key at the app.' }),
    ...words,
    input: z.unknown().meta({ description: 'The record as the app sent it; a long one is cut off, and then a text.' }),
    firstSeenAt: time,
    lastSeenAt: time,
    retriedAt: time.nullable(),
    waiting: z.boolean().meta({ description: 'Somebody asked to have it read again, and it was not yet.' }),
    ignored,
  })
  .meta({ id: 'Failure' });

/** Failures that have one cause. */
export const causeSchema = z
  .object({
    ...words,
    integration: z.object({ id: z.string(), name: z.string() }),
    connector: z.string(),
    label: z.string().meta({ description: 'What was synced, in the plural.', example: 'contacts' }),
    failures: z.number().int(),
    customers: z.number().int(),
    customer: z
      .object({ id: z.string(), name: z.string() })
      .meta({ description: 'Whose record it was that failed last.' }),
    waiting: z.number().int().meta({ description: 'How many of them are about to be read again.' }),
    firstSeenAt: time,
    lastSeenAt: time,
    ignored,
  })
  .meta({ id: 'FailureCause' });

const showIgnored = (row: {
  ignored_at: Date | null;
  ignored_by: string | null;
  ignored_reason: string | null;
}): z.input<typeof ignored> =>
  row.ignored_at && { at: row.ignored_at.toISOString(), by: row.ignored_by, reason: row.ignored_reason ?? '' };

export const showFailure = (row: ListedFailure): z.input<typeof failureSchema> => ({
  id: row.id,
  customer: { id: row.customer_id, name: row.customer_name },
  sync: { id: row.sync_id, label: row.label, connector: row.connector },
  runId: row.run_id,
  recordId: row.external_id,
  class: row.class,
  code: row.code,
  field: row.field,
  cause: row.cause,
  message: row.message,
  remedy: row.remedy,
  input: parseJson(row.input) ?? row.input,
  firstSeenAt: row.first_seen_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  retriedAt: row.retried_at?.toISOString() ?? null,
  waiting: row.retried_at !== null && row.retried_at > row.last_seen_at,
  ignored: showIgnored(row),
});

export const showCause = (row: ListedCause): z.input<typeof causeSchema> => ({
  class: row.class,
  code: row.code,
  field: row.field,
  cause: row.cause,
  message: row.message,
  remedy: row.remedy,
  integration: { id: row.integration_id, name: row.integration_name },
  connector: row.connector,
  label: row.label,
  failures: row.failures,
  customers: row.customers,
  customer: { id: row.customer_id, name: row.customer_name },
  waiting: row.waiting,
  firstSeenAt: row.first_seen_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  ignored: showIgnored(row),
});
