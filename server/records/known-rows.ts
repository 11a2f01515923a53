import { hash } from 'node:crypto';

/** 128 bits of SHA-256 over a row's own text, a character a byte. */
export const rowMark = (text: Uint8Array): string => hash('sha256', text, 'binary').slice(0, markBytes);

export interface KnownRow {
  mark: string;
  /** How many bytes its text has. */
  length: number;
  /** Of its record. */
  slot: number;
}

const markBytes = 16;
const rowBytes = markBytes + 8;

/** The rows of a page in their order, as `page_memory.rows` holds them. */
export class KnownRows {
  readonly #bytes: Buffer;
  readonly count: number;
  #slots: Set<number> | undefined;
  #places: Map<string, number> | undefined;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.count = bytes.length / rowBytes;
  }

  at(place: number): KnownRow {
    const slot = this.#bytes.readUInt32LE(place * rowBytes + markBytes + 4);
    return { mark: this.#markAt(place), length: this.lengthAt(place), slot };
  }

  #markAt(place: number): string {
    return this.#bytes.toString('latin1', place * rowBytes, place * rowBytes + markBytes);
  }

  /** Whether the row at this place is that one. */
  is(place: number, mark: string): boolean {
    return place < this.count && this.#markAt(place) === mark;
  }

  /** 0 beyond the last one. */
  lengthAt(place: number): number {
    return place < this.count ? this.#bytes.readUInt32LE(place * rowBytes + markBytes) : 0;
  }

  /** Whether the record of this slot is one of them. */
  has(slot: number): boolean {
    this.#slots ??= new Set(Array.from({ length: this.count }, (_, place) => this.at(place).slot));
    return this.#slots.has(slot);
  }

  placeOf(mark: string): number | undefined {
    this.#places ??= new Map(Array.from({ length: this.count }, (_, place) => [this.#markAt(place), place]));
    return this.#places.get(mark);
  }
}

export function packRows(rows: readonly KnownRow[]): Buffer {
  const bytes = Buffer.allocUnsafe(rows.length * rowBytes);
  for (const [place, { mark, length, slot }] of rows.entries()) {
    const from = place * rowBytes;
    bytes.write(mark, from, markBytes, 'latin1');
    bytes.writeUInt32LE(length, from + markBytes);
    bytes.writeUInt32LE(slot, from + markBytes + 4);
  }
  return bytes;
}
