import { type KnownRow, type KnownRows, rowMark } from '#server/records/known-rows.ts';
import type { RowWatch } from '#server/runtime/read-rows.ts';

/** What a row said, as far as it is kept of it. */
export type RowText = Pick<KnownRow, 'mark' | 'length'>;

interface Sorted {
  /** Rows that are as they were. */
  met: KnownRow[];
  /** All others, each with its own text if it is known which that is. */
  others: { row: unknown; text: RowText | undefined }[];
  /** Most of what the connector made of the rows could not be told by their texts: it is of no use to look at them. */
  isUseless: boolean;
}

const fewMisses = 32;

/** Tells the rows of one page's answer apart: those that the last full pass had in this page, and the others. */
export class PageRows implements RowWatch {
  readonly #known: KnownRows | undefined;
  /** Which of the known rows should come next. */
  #next = 0;
  #misses = 0;
  #texts: RowText[] = [];
  /** Of each row, where it is among the known ones; -1 for any other. */
  #places: number[] = [];
  #handed = new Map<unknown, { at: number; isOpened?: () => boolean }>();

  constructor(known: KnownRows | undefined) {
    this.#known = known;
  }

  get expected(): number {
    const isHopeless = this.#misses > fewMisses && this.#misses > this.#next / 2;
    return isHopeless ? 0 : (this.#known?.lengthAt(this.#next) ?? 0);
  }

  isExpected(text: Uint8Array): boolean {
    const mark = rowMark(text);
    if (this.#known?.is(this.#next, mark)) return this.#note(mark, text, this.#next);
    this.#misses += 1;
    return false;
  }

  isKnown(text: Uint8Array): boolean {
    const mark = rowMark(text);
    return this.#note(mark, text, this.#known?.placeOf(mark) ?? -1);
  }

  #note(mark: string, { length }: Uint8Array, place: number): boolean {
    this.#texts.push({ mark, length });
    this.#places.push(place);
    // One that is new stands where it changed, or before the one that was expected: that is found by its mark.
    this.#next = (place === -1 ? this.#next : place) + 1;
    return place !== -1;
  }

  handed(rows: readonly { row: unknown; isOpened?: () => boolean }[]): void {
    this.#handed = new Map(rows.map(({ row, isOpened }, at) => [row, { at, ...(isOpened && { isOpened }) }]));
  }

  /** The rows as the connector gives them. Whatever it could have changed is a row like any other. */
  sort(rows: readonly unknown[]): Sorted {
    const met: KnownRow[] = [];
    const others: Sorted['others'] = [];
    let strange = 0;
    for (const row of rows) {
      const { at, isOpened } = this.#handed.get(row) ?? {};
      const place = at === undefined ? -1 : (this.#places[at] ?? -1);
      const isTouched = at === undefined || isOpened?.() === true;
      if (isTouched) strange += 1;
      if (!isTouched && place !== -1 && this.#known) met.push(this.#known.at(place));
      else others.push({ row, text: isTouched ? undefined : this.#texts[at] });
    }
    // Nobody but who reads them holds the rows from here on: they are most of a page's memory.
    this.#handed = new Map();
    return { met, others, isUseless: strange > rows.length / 2 };
  }
}
