import { sql } from 'kysely';
import type { ControlDb } from '#server/db/tenant.ts';
import type { Id } from '#server/ids.ts';

/** How often a worker says that it is there, and how long one that says nothing counts as there. */
export const announceEveryMs = 5000;
const silentSeconds = 20;
const forgottenSeconds = 3600;

/** Says that this worker is there, by the database's clock, and forgets those that have long been gone. */
export async function announceWorker(db: ControlDb, id: Id<'worker'>, slots: number): Promise<void> {
  await sql`
    with gone as (delete from worker where seen_at < now() - make_interval(secs => ${forgottenSeconds}))
    insert into worker (id, slots, seen_at) values (${id}, ${slots}, now())
    on conflict (id) do update set slots = excluded.slots, seen_at = excluded.seen_at`.execute(db);
}

export async function withdrawWorker(db: ControlDb, id: Id<'worker'>): Promise<void> {
  await db.deleteFrom('worker').where('id', '=', id).execute();
}

/** How many syncs all workers together can run at once. */
export async function countSlots(db: ControlDb): Promise<number> {
  const { rows } = await sql<{ slots: number }>`
    select coalesce(sum(slots), 0)::integer as slots from worker
     where seen_at > now() - make_interval(secs => ${silentSeconds})`.execute(db);
  return rows[0]?.slots ?? 0;
}
