import type { Client } from 'pg';
import { systemClock } from '#server/clock.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { Dispatcher } from '#server/syncs/dispatch-due.ts';
import type { Row } from '../row.ts';
import { emptySchedules, seedSchedules } from './seed-schedules.ts';
import { Series, timed } from './series.ts';

interface Input {
  owner: Client;
  environmentId: EnvironmentId;
  schedules: number;
  repetitions: number;
}

const slots = 200;
const others = 999;

/** One customer has nearly everything that waits, and for longest; the others have one each. */
export async function fairnessRows({ owner, environmentId, schedules, repetitions }: Input): Promise<Row[]> {
  const [customers, claim] = [new Series(), new Series()];
  // Once beforehand: it opens its connections then.
  await emptySchedules(owner);
  await seedSchedules(owner, environmentId, { count: 10, each: 1, wakeAt: 'now()', state: 'ready' });
  await new Dispatcher(systemClock, async () => slots).dispatch();
  for (let repetition = 0; repetition < repetitions; repetition++) {
    await emptySchedules(owner);
    const flood = { count: schedules, each: schedules, wakeAt: `now() - interval '1 hour'`, prefix: 'flood' };
    await seedSchedules(owner, environmentId, { ...flood, state: 'ready' });
    const few = { count: others, each: 1, wakeAt: `now() - interval '1 second'`, prefix: 'other' };
    await seedSchedules(owner, environmentId, { ...few, state: 'ready' });
    let flat = 0;
    const flatMs = await timed(async () => {
      flat = await flatClaim(owner);
    });
    const dispatcher = new Dispatcher(systemClock, async () => slots);
    const ms = await timed(() => dispatcher.dispatch());
    const { rows } = await owner.query<{ customers: number }>(
      "select count(distinct customer_id)::integer as customers from sync_schedule where state = 'busy'",
    );
    customers.add(rows[0]?.customers ?? 0, flat);
    claim.add(ms, flatMs);
  }
  const many = new Intl.NumberFormat('en').format(schedules);
  return [
    customers.row(`customers in ${slots} slots: one has ${many} due, ${others} have one / by time alone`, 'customers', {
      is: '≥',
      value: 190,
    }),
    claim.row(`that claim, with its limits, runs and jobs / the bare claim by time`, 'ms', { is: '≤', value: 15 }),
  ];
}

/** As a queue by time would do it, and taken back. Gives how many customers it served. */
async function flatClaim(owner: Client): Promise<number> {
  await owner.query('begin');
  const { rows } = await owner.query<{ customers: number }>(
    `with due as (select sync_id from sync_schedule where state = 'ready' order by wake_at limit $1 for update skip locked),
          taken as (update sync_schedule s set state = 'busy' from due where s.sync_id = due.sync_id returning s.customer_id)
     select count(distinct customer_id)::integer as customers from taken`,
    [slots],
  );
  await owner.query('rollback');
  return rows[0]?.customers ?? 0;
}
