import { sql } from 'kysely';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { rateLimiter } from '#server/db/rate-limiter.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { EmbedSession } from '#server/embed/embed-session.ts';
import { log } from '#server/log.ts';
import { happenedAt, isKept } from './embed-event.ts';

export interface ToldEvent {
  name: string;
  integration?: string | undefined;
  installation?: string | undefined;
  detail?: string | undefined;
  agoMs: number;
}

const windowSeconds = 15 * 60;
/** Many times what a person does in a quarter of an hour, and too little to fill a disk with. */
const inWindow = 1500;

/** Counts what an end user tells; false where it is more than a person can do. It counts for a chart: nothing waits for it. */
export async function mayTell({ environmentId, endUserId }: EmbedSession, count: number): Promise<boolean> {
  try {
    const limiter = rateLimiter({ name: 'embed-events', points: inWindow, windowSeconds });
    await limiter.consume(`${environmentId} ${endUserId}`, Math.max(1, count));
    return true;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) log.warn('Events of the tab could not be counted.', { error });
    return false;
  }
}

/** Keeps what happened in the tab. Which integration it was is looked up among those that this customer may see; says how many were kept. */
export async function noteEvents(
  tx: TenantTx,
  session: EmbedSession,
  events: readonly ToldEvent[],
  now: Date,
): Promise<number> {
  const rows = events
    .filter((event) => isKept(event.name))
    .map(({ name, integration, installation, detail, agoMs }) => ({
      name,
      integration: integration ?? null,
      installation: installation ?? null,
      detail: detail ?? null,
      at: happenedAt(agoMs, now).toISOString(),
    }));
  if (rows.length === 0) return 0;
  await sql`
    insert into embed_event (environment_id, customer_id, end_user_id, integration_id, name, detail, plan, at)
    select ${session.environmentId}, ${session.customerId}, ${session.endUserId},
           coalesce(named.id, installed.integration_id), told.name, told.detail, ${session.plan}, told.at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
             as told(name text, integration text, installation text, detail text, at timestamptz)
      left join integration named
        on named.environment_id = ${session.environmentId} and named.slug = told.integration
      left join installation installed
        on installed.environment_id = ${session.environmentId} and installed.id = told.installation`.execute(tx);
  return rows.length;
}
