import type { Claimant, Occupancy } from './occupancy.ts';

/**
 * Of fifteen slots for which everybody waits, eight go to what a person waits for, four to what an app has announced, two
 * to schedules and one to long loads. What one class leaves over, the others share alike; so each is served, none starves.
 */
const weights: ReadonlyMap<number, number> = new Map([
  [100, 8],
  [50, 4],
  [10, 2],
  [0, 1],
]);

/** One class of those who wait: customer by customer, each with what it wants in its own order. */
export interface Lane<Row extends Claimant> {
  priority: number;
  rows: readonly Row[];
}

/** Deals slots out. It remembers from one time to the next who has had how much, also where there is only one slot at a time. */
export class FairShare {
  /** How far each class has come: the one that is furthest behind is next. */
  readonly #passes = new Map<number, number>();
  #clock = 0;

  deal<Row extends Claimant>(lanes: readonly Lane<Row>[], slots: number, occupancy: Occupancy): Row[] {
    const queues = lanes.map(({ priority, rows }) => ({ priority, rows: inTurns(rows), at: 0 }));
    const dealt: Row[] = [];
    while (dealt.length < slots) {
      for (const queue of queues) skipFull(queue, occupancy);
      const waiting = queues.filter((queue) => queue.at < queue.rows.length);
      const next = waiting.sort(
        (a, b) => this.#pass(a.priority) - this.#pass(b.priority) || b.priority - a.priority,
      )[0];
      const row = next?.rows[next.at];
      if (!next || !row) break;
      next.at++;
      occupancy.take(row);
      dealt.push(row);
      this.#clock = this.#pass(next.priority);
      this.#passes.set(next.priority, this.#clock + 1 / weightOf(next.priority));
    }
    return dealt;
  }

  /** Who was not there saves up nothing. */
  #pass(priority: number): number {
    return Math.max(this.#passes.get(priority) ?? 0, this.#clock);
  }
}

const weightOf = (priority: number): number => weights.get(priority) ?? 1;

function skipFull<Row extends Claimant>(queue: { rows: readonly Row[]; at: number }, occupancy: Occupancy): void {
  for (let row = queue.rows[queue.at]; row && !occupancy.admits(row); row = queue.rows[queue.at]) queue.at++;
}

/** The first of each customer, then the second of each, and so on. */
function inTurns<Row extends Claimant>(rows: readonly Row[]): Row[] {
  const rounds: Row[][] = [];
  const had = new Map<string, number>();
  for (const row of rows) {
    const turn = had.get(row.customerId) ?? 0;
    had.set(row.customerId, turn + 1);
    const round = rounds[turn] ?? [];
    round.push(row);
    rounds[turn] = round;
  }
  return rounds.flat();
}
