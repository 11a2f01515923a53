import type { Id } from '#server/ids.ts';

export interface RecordSeenTable {
  environment_id: Id<'environment'>;
  stream: number;
  customer_id: Id<'customer'>;
  chunk: number;
  bits: Buffer;
}
