import { sql } from 'kysely';
import { type Refusal, refusalOf } from './refused-value.ts';
import type { TenantTx } from './tenant.ts';

/** What was refused by itself. */
export interface Refused<T> {
  item: T;
  refusal: Refusal;
}

/**
 * Does a piece of work with all of these, or, where the database refuses that, with each half of them, and so on: what is
 * refused by itself is returned, everything else is done. What the work gives back is called once its piece stays.
 */
export async function bisect<T>(
  tx: TenantTx,
  items: readonly T[],
  work: (items: readonly T[]) => Promise<() => void>,
): Promise<Refused<T>[]> {
  if (items.length === 0) return [];
  await sql`savepoint piece`.execute(tx);
  let refusal: Refusal | undefined;
  try {
    const accept = await work(items);
    await sql`release savepoint piece`.execute(tx);
    accept();
    return [];
  } catch (error) {
    refusal = refusalOf(error);
    if (!refusal) throw error;
    await sql`rollback to savepoint piece`.execute(tx);
    await sql`release savepoint piece`.execute(tx);
  }
  const [only] = items;
  if (items.length === 1 && only !== undefined) return [{ item: only, refusal }];
  const middle = Math.ceil(items.length / 2);
  return [...(await bisect(tx, items.slice(0, middle), work)), ...(await bisect(tx, items.slice(middle), work))];
}
