import type { TenantTx } from '#server/db/tenant.ts';
import type { EnvironmentRow } from '#server/environments/environment.table.ts';
import { isSealed, recordBox, sealedLength } from '#server/keys/record-box.ts';
import type { SealPlace } from '#server/keys/seal.ts';

/* A sealed record is bound to its slot, which stays when its key at the app changes, and which the version before it has too. */

type Kept = 'record' | 'record_raw';

const placeOf = (stream: number, slot: number, kept: Kept): SealPlace => ({
  table: kept,
  row: `${stream}|${slot}`,
  column: kept === 'record' ? 'data' : 'raw',
});

/** Seals the records of one stream. */
export interface DataSealer {
  seal(slot: number, text: string, kept?: Kept): string;
  open(slot: number, text: string, kept?: Kept): string;
  /** How long a text of so many bytes is once it is sealed. */
  lengthOf(bytes: number): number;
}

export type Encryption = EnvironmentRow['record_encryption'];

/** Undefined where the environment keeps its records in the clear. Asked under the stream's lock, so that a change of that waits for it. */
export async function dataSealer(tx: TenantTx, stream: number): Promise<DataSealer | undefined> {
  const environment = await tx
    .selectFrom('environment')
    .select('record_encryption')
    .where('id', '=', tx.tenant.environmentId)
    .executeTakeFirst();
  return sealerFor(tx, stream, environment?.record_encryption ?? 'off');
}

/** For who knows already how the environment keeps its records. */
export async function sealerFor(tx: TenantTx, stream: number, state: Encryption): Promise<DataSealer | undefined> {
  return state === 'sealing' || state === 'on' ? sealerOfStream(tx, stream) : undefined;
}

export async function sealerOfStream(tx: TenantTx, stream: number): Promise<DataSealer> {
  const box = await recordBox(tx);
  return {
    seal: (slot, text, kept = 'record') => box.seal(placeOf(stream, slot, kept), text),
    open: (slot, text, kept = 'record') => box.open(placeOf(stream, slot, kept), text),
    lengthOf: sealedLength,
  };
}

/** The rows with their data in the clear, whether or not it is sealed. */
export async function openData<Row extends { slot: number; data: string; stream?: number }>(
  tx: TenantTx,
  rows: readonly Row[],
  stream = 0,
  kept: Kept = 'record',
): Promise<Row[]> {
  if (!rows.some((row) => isSealed(row.data))) return [...rows];
  const sealers = new Map<number, DataSealer>();
  const opened: Row[] = [];
  for (const row of rows) {
    const of = row.stream ?? stream;
    const sealer = sealers.get(of) ?? (await sealerOfStream(tx, of));
    sealers.set(of, sealer);
    opened.push({ ...row, data: sealer.open(row.slot, row.data, kept) });
  }
  return opened;
}
