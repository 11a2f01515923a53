import { z } from 'zod';

/* What `/api/embed/v1` answers about records that failed and about what happened. */

const remedy = z.enum(['correct', 'mapping', 'reconnect', 'retry', 'ignore']);

export const failureCause = z.object({
  /** For `cause` in the calls that do something about it. */
  cause: z.string(),
  sync: z.string(),
  /** The vendor's word for the records, in the plural. */
  label: z.string(),
  class: z.string(),
  field: z.string().nullable(),
  /** What happened, in the app's own words where it has some. */
  sentence: z.string(),
  hint: z.string(),
  count: z.number().int(),
  /** How many of them are being read again. */
  waiting: z.number().int(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  /** What helps, the best first. */
  remedies: z.array(remedy),
  ignored: z.object({ at: z.string(), by: z.string().nullable() }).nullable(),
});

export type FailureCause = z.infer<typeof failureCause>;

const recordValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const recordValues = z.record(
  z.string().max(500),
  z.union([z.string().max(100_000), z.number(), z.boolean(), z.null()]),
);

export const failedRecord = z.object({
  id: z.string(),
  /** The record's key at the app. */
  key: z.string(),
  sentence: z.string(),
  field: z.string().nullable(),
  waiting: z.boolean(),
  lastSeenAt: z.string(),
  /** What is in it, by place; absent where the vendor does not show it or it was not kept. */
  fields: z
    .array(
      z.object({
        path: z.string(),
        kind: z.enum(['text', 'number', 'switch']),
        value: recordValue,
        isBad: z.boolean(),
      }),
    )
    .optional(),
});

export const causesAnswer = z.object({ causes: z.array(failureCause), complete: z.boolean() });

export const recordsAnswer = z.object({
  records: z.array(failedRecord),
  /** Whether the vendor shows single records at all. */
  shown: z.boolean(),
  nextCursor: z.string().nullable(),
});

export const retryAnswer = z.object({
  askedAt: z.string(),
  count: z.number().int(),
  /** Why none is read now, if so. */
  hindrance: z.enum(['paused', 'connection', 'running']).nullable(),
});

export const progressAnswer = z.object({
  waiting: z.number().int(),
  stored: z.number().int(),
  failed: z.number().int(),
});

export const changedAnswer = z.object({ count: z.number().int() });

export const loggedEntry = z.object({
  id: z.string(),
  at: z.string(),
  sentence: z.string(),
  tone: z.enum(['neutral', 'good', 'warning']),
  code: z.string().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** Who did it, where a person did. */
  by: z.string().nullable(),
});

export const logAnswer = z.object({ entries: z.array(loggedEntry), nextCursor: z.string().nullable() });

export const loggedRun = z.object({
  id: z.string(),
  sync: z.string(),
  label: z.string(),
  trigger: z.enum(['first', 'schedule', 'manual', 'api', 'catch_up', 'event', 'hook', 'reset']),
  status: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** Records that it read at the app. */
  seen: z.number().int(),
  added: z.number().int(),
  updated: z.number().int(),
  deleted: z.number().int(),
  /** Records that could not be stored. */
  failed: z.number().int(),
  class: z.string().optional(),
  sentence: z.string().nullable(),
});

export const runsAnswer = z.object({
  runs: z.array(loggedRun),
  /** Whether the vendor shows single runs at all. */
  shown: z.boolean(),
  nextCursor: z.string().nullable(),
});
