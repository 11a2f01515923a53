import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { currentDataKey, dataKeyById } from './data-keys.ts';

/** Where a sealed value lives. It is bound to that place: a ciphertext moved to another row or tenant does not open. */
export interface SealPlace {
  table: string;
  row: string;
  column: string;
}

const version = 1;
const idBytes = 24;
const ivBytes = 12;
const tagBytes = 16;

const associated = (tx: TenantTx, place: SealPlace): Buffer =>
  Buffer.from([version, tx.tenant.environmentId, place.table, place.row, place.column].join('|'));

/** Encrypts `text` with the environment's data key. Layout: version, key id, iv, tag, ciphertext. */
export async function seal(tx: TenantTx, place: SealPlace, text: string): Promise<Buffer> {
  const key = await currentDataKey(tx);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key.bytes.reveal(), iv).setAAD(associated(tx, place));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), Buffer.from(key.id.padEnd(idBytes)), iv, cipher.getAuthTag(), body]);
}

/** Decrypts what `seal` made for the same place; anything else is refused. */
export async function open(tx: TenantTx, place: SealPlace, sealed: Buffer): Promise<string> {
  try {
    if (sealed[0] !== version) throw new Error(`sealed by version ${sealed[0]}`);
    const id = sealed
      .subarray(1, 1 + idBytes)
      .toString()
      .trim();
    const key = await dataKeyById(tx, id);
    const iv = sealed.subarray(1 + idBytes, 1 + idBytes + ivBytes);
    const tagAt = 1 + idBytes + ivBytes;
    const decipher = createDecipheriv('aes-256-gcm', key.reveal(), iv)
      .setAAD(associated(tx, place))
      .setAuthTag(sealed.subarray(tagAt, tagAt + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(tagAt + tagBytes)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new AppError('internal', `A sealed value (${place.table}.${place.column}) can't be opened with this key.`, {
      cause,
      remedy: 'Start Portico with the key that sealed it; the key file or PORTICO_KEY was changed.',
    });
  }
}
