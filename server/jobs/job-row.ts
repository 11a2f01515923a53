import { type RawBuilder, sql } from 'kysely';

/** Where the queue keeps the jobs of queues without a table of their own, as all of ours are. */
export const jobTable = sql`pgboss.job_common`;

export const jobColumns = sql`id, name, data, priority, start_after, created_on, singleton_key, expire_seconds, deletion_seconds,
  keep_until, retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds`;

interface JobParts {
  data: RawBuilder<unknown>;
  priority: RawBuilder<unknown>;
  singletonKey?: RawBuilder<unknown>;
}

/**
 * A job as the queue itself would write it, out of what stands in its own table under the name `q`: for statements that
 * write what a job is about and the job in one go. `give-slots.test.ts` and `serve-hook.test.ts` hold it against the queue's.
 */
export const jobValues = ({ data, priority, singletonKey = sql`null` }: JobParts): RawBuilder<unknown> =>
  sql`gen_random_uuid(), q.name, ${data}, ${priority}, now(), now(), ${singletonKey}, q.expire_seconds, q.deletion_seconds,
  now() + q.retention_seconds * interval '1s', q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy,
  q.dead_letter, q.heartbeat_seconds`;
