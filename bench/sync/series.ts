import { type Row, rowOf, type Target } from '../row.ts';

/** One figure of each repetition, with its floor beside it. */
export class Series {
  readonly #values: number[] = [];
  readonly #floors: number[] = [];

  add(value: number, floor: number): void {
    this.#values.push(value);
    this.#floors.push(floor);
  }

  row(row: string, unit: string, target?: Target): Row {
    return rowOf({ part: 'sync', row, unit, values: this.#values, floors: this.#floors, target });
  }
}

export async function secondsOf(work: () => Promise<unknown> | unknown): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
