import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConnectionId, CustomerId } from '#server/ids.ts';
import { FairShare } from './fair-share.ts';
import { type Claimant, Occupancy } from './occupancy.ts';

const classes = [100, 50, 10, 0];

const claimant = (customer: string, connection = customer, limits = {}): Claimant => ({
  customerId: `cus_${customer}` as CustomerId,
  connectionId: `con_${connection}` as ConnectionId,
  customerRuns: 10,
  connectionRuns: 10,
  ...limits,
});

/** Slot by slot, with everybody always waiting: how many of `slots` each class gets. */
function shares(slots: number, waiting: readonly number[]): number[] {
  const share = new FairShare();
  const got = waiting.map(() => 0);
  for (let slot = 0; slot < slots; slot++) {
    const lanes = waiting.map((priority) => ({ priority, rows: [{ ...claimant('a'), priority }] }));
    const [dealt] = share.deal(lanes, 1, new Occupancy());
    const index = waiting.indexOf(dealt?.priority ?? -1);
    got[index] = (got[index] ?? 0) + 1;
  }
  return got;
}

test('one slot at a time is dealt by weight, and nobody starves', () => {
  expect(shares(150, classes)).toEqual([80, 40, 20, 10]);
  expect(shares(150, [10, 0])).toEqual([100, 50]);
  expect(shares(20, [0])).toEqual([20]);
});

test('whoever was away has saved up nothing', () => {
  const share = new FairShare();
  const lane = (priority: number, count: number) => ({
    priority,
    rows: Array.from({ length: count }, (_, index) => ({ ...claimant(`${priority}${index}`), priority })),
  });
  share.deal([lane(0, 100)], 100, new Occupancy());
  const dealt = share.deal([lane(0, 100), lane(100, 100)], 10, new Occupancy());
  expect(dealt.filter((row) => row.priority === 100)).toHaveLength(9);
});

test('customers take turns within a class', () => {
  const rows = [...['a', 'a', 'a', 'a'], 'b', 'b', 'c'].map((customer) => claimant(customer));
  const dealt = new FairShare().deal([{ priority: 10, rows }], 5, new Occupancy());
  expect(dealt.map((row) => row.customerId.slice(4)).join('')).toBe('abcab');
});

test('whatever waits: never over a limit, never a slot idle that somebody may have', () => {
  const waiting = fc.record({
    priority: fc.constantFrom(...classes),
    customer: fc.integer({ min: 0, max: 5 }),
    connection: fc.integer({ min: 0, max: 2 }),
  });
  const limits = { customerRuns: fc.integer({ min: 1, max: 4 }), connectionRuns: fc.integer({ min: 1, max: 3 }) };
  fc.assert(
    fc.property(
      fc.array(waiting, { maxLength: 60 }),
      fc.record(limits),
      fc.integer({ min: 0, max: 40 }),
      (all, most, slots) => {
        const rows = all.map(({ priority, customer, connection }) => ({
          ...claimant(`${customer}`, `${customer}_${connection}`, most),
          priority,
        }));
        const lanes = classes.map((priority) => ({ priority, rows: rows.filter((row) => row.priority === priority) }));
        const dealt = new FairShare().deal(lanes, slots, new Occupancy());
        expect(new Set(dealt).size).toBe(dealt.length);
        expect(dealt.length).toBeLessThanOrEqual(slots);
        const of = (key: 'customerId' | 'connectionId') => Map.groupBy(dealt, (row) => row[key]);
        for (const had of of('customerId').values()) expect(had.length).toBeLessThanOrEqual(most.customerRuns);
        for (const had of of('connectionId').values()) expect(had.length).toBeLessThanOrEqual(most.connectionRuns);
        if (dealt.length === slots) return;
        const busy = new Occupancy(dealt.map((row) => ({ ...row, count: 1 })));
        const taken = new Set(dealt);
        expect(rows.filter((row) => !taken.has(row) && busy.admits(row))).toEqual([]);
      },
    ),
  );
});
