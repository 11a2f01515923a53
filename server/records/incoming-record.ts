import { hash } from 'node:crypto';

/** A record on its way into the store: made outside the transaction, so that only writing is left to do inside. */
export interface IncomingRecord {
  externalId: string;
  /** The record as JSON, as it will be stored. */
  data: string;
  /** 128 bits of SHA-256 over `data`, as hex: 16 bytes a row, and a collision within a stream is out of reach. */
  hash: string;
  /** The row as the app sent it, as JSON, where it is to be kept beside the record. */
  raw?: string;
  /** What the row's own text was, where it is known: a row that says the same is the same record. */
  text?: { mark: string; length: number };
}

/** Throws a `RangeError` for nesting so deep that it can't be written as text. */
export function incomingRecord(externalId: string, record: unknown): IncomingRecord {
  const data = JSON.stringify(record) ?? 'null';
  return { externalId, data, hash: hash('sha256', data, 'hex').slice(0, 32) };
}
