/**
 * The order in which an account's contacts last changed. Times are unique and ascending, so that a time alone is a
 * position that stays true while contacts change: a changed row moves to the end and is met again, never skipped.
 */
export class ChangeLog {
  #times: number[] = [];
  #rows: number[] = [];
  /** Time of the latest change by row number; an entry with another time is stale. */
  #latest: number[] = [0];
  #stale = 0;

  get size(): number {
    return this.#times.length - this.#stale;
  }

  get lastTime(): number {
    return this.#times.at(-1) ?? 0;
  }

  timeOf(row: number): number | undefined {
    return this.#latest[row] || undefined;
  }

  /** `time` must be greater than every time before it. */
  append(row: number, time: number): void {
    while (this.#latest.length < row) this.#latest.push(0);
    if (this.#latest[row]) this.#stale += 1;
    this.#latest[row] = time;
    this.#times.push(time);
    this.#rows.push(row);
    if (this.#stale > 1_000 && this.#stale > this.#times.length / 2) this.#compact();
  }

  /** Rows whose latest change is at `from` or later, oldest first. */
  *rowsFrom(from: number): Generator<number> {
    for (let position = this.#positionOf(from); position < this.#times.length; position += 1) {
      const row = this.#rows[position];
      if (row !== undefined && this.#latest[row] === this.#times[position]) yield row;
    }
  }

  *rowsNewestFirst(): Generator<number> {
    for (let position = this.#times.length - 1; position >= 0; position -= 1) {
      const row = this.#rows[position];
      if (row !== undefined && this.#latest[row] === this.#times[position]) yield row;
    }
  }

  #positionOf(from: number): number {
    let low = 0;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compact(): void {
    const rows = [...this.rowsFrom(0)];
    this.#times = rows.map((row) => this.#latest[row] ?? 0);
    this.#rows = rows;
    this.#stale = 0;
  }
}
