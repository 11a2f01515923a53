import { type RawBuilder, sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { type DataKey, recordKeys } from './data-keys.ts';
import { boxOf, keyIdOf, type SealPlace, sealedBytes } from './seal.ts';

/** Begins a sealed text; no JSON begins like this. */
const mark = '~';

export const isSealed = (text: string): boolean => text.startsWith(mark);

/** How long a text of so many bytes is once it is sealed. */
export const sealedLength = (bytes: number): number => mark.length + Math.ceil(sealedBytes(bytes) / 3) * 4;

/** Seals what is in records as text. Opens what any of the environment's record keys has sealed: there are two while one is replaced. */
export interface RecordBox {
  key: DataKey['id'];
  seal(place: SealPlace, text: string): string;
  /** A text that is not sealed is given back as it is. */
  open(place: SealPlace, text: string): string;
}

export async function recordBox(tx: TenantTx): Promise<RecordBox> {
  const keys = await recordKeys(tx);
  const current = keys.find(({ isRetired }) => !isRetired);
  if (!current) throw new AppError('internal', 'Records are to be sealed, and there is no key for it.');
  const boxes = new Map(keys.map((key) => [key.id, boxOf(key, tx.tenant)]));
  const box = boxOf(current, tx.tenant);
  return {
    key: current.id,
    seal: (place, text) => mark + box.seal(place, text).toString('base64'),
    open(place, text) {
      if (!isSealed(text)) return text;
      const sealed = Buffer.from(text.slice(mark.length), 'base64');
      const by = boxes.get(keyIdOf(sealed) as DataKey['id']);
      if (!by) throw new AppError('internal', `The key that sealed ${place.table}.${place.column} is gone.`);
      return by.open(place, sealed);
    },
  };
}

/** The id of the key that a sealed text names, as SQL; null for a text that is not sealed. */
export const sealedBy = (text: RawBuilder<unknown>): RawBuilder<string | null> =>
  sql`case when left(${text}, 1) = ${sql.lit(mark)}
           then convert_from(substring(decode(substr(${text}, 2, 36), 'base64') from 2 for 24), 'UTF8') end`;
