import type { Client } from 'pg';
import { systemClock } from '#server/clock.ts';
import { pingDatabase } from '#server/db/tenant.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { Dispatcher } from '#server/syncs/dispatch-due.ts';
import type { Row } from '../row.ts';
import { median } from '../row.ts';
import { emptySchedules, seedSchedules } from './seed-schedules.ts';
import { Series, timed } from './series.ts';

interface Input {
  owner: Client;
  environmentId: EnvironmentId;
  schedules: number;
  repetitions: number;
}

const batch = 5000;

/** An hour of schedules: what it costs to look where nothing is due, and to start them all at once. */
export async function dispatchRows({ owner, environmentId, schedules, repetitions }: Input): Promise<Row[]> {
  const [idle, rate, all] = [new Series(), new Series(), new Series()];
  const spread = { count: schedules, each: 5, wakeAt: `now() + interval '10 minutes' + interval '1 hour' * random()` };
  for (let repetition = 0; repetition < repetitions; repetition++) {
    await emptySchedules(owner);
    await seedSchedules(owner, environmentId, spread);
    const dispatcher = new Dispatcher(systemClock, async () => Number.MAX_SAFE_INTEGER);
    idle.add(await medianOf(200, () => dispatcher.dispatch()), await medianOf(200, pingDatabase));

    await emptySchedules(owner);
    await seedSchedules(owner, environmentId, { ...spread, wakeAt: `now() - interval '1 second' * random()` });
    const floorMs = await timed(() => bareClaims(owner));
    await emptySchedules(owner);
    await seedSchedules(owner, environmentId, { ...spread, wakeAt: `now() - interval '1 second' * random()` });
    const ms = await timed(async () => {
      while ((await dispatcher.dispatch()) > 0);
    });
    const { rows } = await owner.query("select count(*)::integer as count from pgboss.job where name = 'sync'");
    if (rows[0]?.count !== schedules) throw new Error(`${rows[0]?.count} of ${schedules} were dispatched.`);
    rate.add(schedules / (ms / 1000), schedules / (floorMs / 1000));
    all.add(ms / 1000, floorMs / 1000);
  }
  const many = new Intl.NumberFormat('en').format(schedules);
  return [
    rate.row(`${many} due at once / bare claim and job, unfair, without limits`, 'runs/s', { is: '≥', value: 20_000 }),
    all.row(`${many} due at once, until all are in the queue`, 's', { is: '≤', value: 5 }),
    idle.row(`a look at ${many} schedules of which none is due / a round trip`, 'ms', { is: '≤', value: 1 }),
  ];
}

/** What nobody can do without: take the row, and put the job into the queue. */
async function bareClaims(owner: Client): Promise<void> {
  while (true) {
    const { rowCount } = await owner.query(
      `with due as (select sync_id from sync_schedule where state = 'waiting' and wake_at <= now()
                     order by wake_at limit $1 for update skip locked),
            taken as (update sync_schedule s set state = 'busy', wake_at = now() + interval '1 hour'
                        from due where s.sync_id = due.sync_id returning s.sync_id)
       insert into pgboss.job (name, data, singleton_key, policy)
       select 'sync', jsonb_build_object('syncId', sync_id), sync_id, 'short' from taken`,
      [batch],
    );
    if (!rowCount) return;
  }
}

async function medianOf(times: number, act: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time < times; time++) took.push(await timed(act));
  return median(took);
}
