import { sql } from 'kysely';
import { ensureCustomer } from '#server/customers/ensure-customer.ts';
import { controlDb, withTenant } from '#server/db/tenant.ts';
import { createVendor } from '#server/environments/create-vendor.ts';
import type { CustomerId } from '#server/ids.ts';
import { openBenchDatabase } from '../bench-database.ts';
import type { Bench } from '../bench-part.ts';
import { median, rowOf } from '../row.ts';

const times = 300;
const many = 500;

/**
 * What it costs that every transaction names its tenant and every row is guarded. Floor: the same transaction of a role that
 * no policy applies to, which names nobody. The two take turns, so that whatever else the machine does meets both alike.
 */
export const benchIsolation: Bench = async ({ repetitions, say, endings }) => {
  const owner = await openBenchDatabase(endings);
  const { environmentId } = await createVendor(controlDb(), { name: 'Acme' });
  const ids = await withTenant({ environmentId }, async (tx) => {
    const all: CustomerId[] = [];
    for (let count = 0; count < many; count++) {
      const customer = await ensureCustomer(tx, { externalId: `c${count}`, name: 'A customer' });
      if (customer) all.push(customer.id);
    }
    return all;
  });
  await owner.query('vacuum analyze customer');
  const onlyOne = ids.slice(0, 1);
  const guarded = (wanted: CustomerId[]) =>
    withTenant({ environmentId }, (tx) =>
      tx
        .selectFrom('customer')
        .selectAll()
        .where('environment_id', '=', environmentId)
        .where('id', '=', sql<CustomerId>`any(${wanted}::text[])`)
        .execute(),
    );
  const bare = async (wanted: CustomerId[]) => {
    await owner.query('begin');
    const { rows } = await owner.query('select * from customer where environment_id = $1 and id = any($2)', [
      environmentId,
      wanted,
    ]);
    await owner.query('commit');
    return rows;
  };
  const rows = [];
  for (const [name, wanted] of [['one row', onlyOne] as const, [`${many} rows`, ids] as const]) {
    const added: number[] = [];
    const floors: number[] = [];
    for (let repetition = 1; repetition <= repetitions; repetition++) {
      say(`  transactions that read ${name}, repetition ${repetition} of ${repetitions}`);
      const [ours, theirs] = await inTurns(
        () => guarded(wanted),
        () => bare(wanted),
      );
      added.push(Math.max(0, ours - theirs));
      floors.push(theirs);
    }
    const row = `what isolation adds to a transaction that reads ${name} / that transaction without`;
    rows.push(rowOf({ part: 'isolation', row, unit: 'ms', values: added, floors, target: { is: '≤', value: 1 } }));
  }
  return rows;
};

async function inTurns(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<[number, number]> {
  const [taken, others]: [number[], number[]] = [[], []];
  for (let time = 0; time < times; time++) {
    for (const [act, into] of [[one, taken] as const, [other, others] as const]) {
      const began = performance.now();
      await act();
      into.push(performance.now() - began);
    }
  }
  return [median(taken), median(others)];
}
