import type { Generated } from 'kysely';

export interface PageMemoryTable {
  environment: Generated<number>;
  stream: number;
  /** Its place in the pass, from 0. */
  number: number;
  /** What decides how an answer is read, hashed; see `KnownPage`. */
  reader: string;
  cursor: string;
  request: string;
  body: string;
  etag: string | null;
  page: string;
  /** The records that it holds, as a multirange: `{[0,1000),[1200,1201)}`. */
  slots: string;
  /** What each of its rows was like, if they can be told apart; see `KnownRows`. */
  rows: Buffer | null;
}
