import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { currentDataKey, type DataKey, dataKeyById } from './data-keys.ts';
import { isSealedColumn } from './sealed-columns.ts';

/** Where a sealed value lives. It is bound to that place: a ciphertext moved to another row or tenant does not open. */
export interface SealPlace {
  table: string;
  row: string;
  column: string;
}

/** Seals without a database, with the key that was current when it was made. */
export interface Sealer {
  seal(place: SealPlace, text: string): Buffer;
}

const version = 1;
const idBytes = 24;
const ivBytes = 12;
const tagBytes = 16;
const ivAt = 1 + idBytes;
const tagAt = ivAt + ivBytes;
const bodyAt = tagAt + tagBytes;

const associated = (tenant: TenantTx['tenant'], place: SealPlace): Buffer =>
  Buffer.from([version, tenant.environmentId, place.table, place.row, place.column].join('|'));

/** Encrypts `text` with the environment's data key. Layout: version, key id, iv, tag, ciphertext. */
export async function seal(tx: TenantTx, place: SealPlace, text: string): Promise<Buffer> {
  // A change of data keys would pass by what is not in the list, and the old key would be destroyed.
  if (!isSealedColumn(place.table, place.column))
    throw new AppError('internal', `${place.table}.${place.column} is not in sealed-columns.ts.`);
  return encrypt(await currentDataKey(tx), associated(tx.tenant, place), text);
}

/** Decrypts what `seal` made for the same place; anything else is refused. */
export async function open(tx: TenantTx, place: SealPlace, sealed: Buffer): Promise<string> {
  try {
    if (sealed[0] !== version) throw new Error(`sealed by version ${sealed[0]}`);
    const key = await dataKeyById(tx, keyIdOf(sealed));
    return decrypt(key.reveal(), associated(tx.tenant, place), sealed);
  } catch (cause) {
    throw new AppError('internal', `A sealed value (${place.table}.${place.column}) can't be opened with this key.`, {
      cause,
      remedy: 'Start Portico with the key that sealed it; the key file or PORTICO_KEY was changed.',
    });
  }
}

/** For what has to be sealed later, when the database may be gone. Seals and opens once, so that it is known to work. */
export async function sealerOf(tx: TenantTx): Promise<Sealer> {
  const key = await currentDataKey(tx);
  const { tenant } = tx;
  const sealer: Sealer = { seal: (place, text) => encrypt(key, associated(tenant, place), text) };
  const place = { table: 'proof', row: 'proof', column: 'proof' };
  const proof = sealer.seal(place, place.table);
  if (decrypt(key.bytes.reveal(), associated(tenant, place), proof) !== place.table)
    throw new AppError('internal', 'What is sealed now could not be opened again.');
  return sealer;
}

/** Seals and opens many values with one key. */
export function boxOf(
  key: DataKey,
  tenant: TenantTx['tenant'],
): Sealer & { open(place: SealPlace, sealed: Buffer): string } {
  return {
    seal: (place, text) => encrypt(key, associated(tenant, place), text),
    open: (place, sealed) => decrypt(key.bytes.reveal(), associated(tenant, place), sealed),
  };
}

/** How many bytes `seal` makes of so many. */
export const sealedBytes = (bytes: number): number => bodyAt + bytes;

function encrypt(key: DataKey, data: Buffer, text: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key.bytes.reveal(), iv).setAAD(data);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), Buffer.from(key.id.padEnd(idBytes)), iv, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, data: Buffer, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(ivAt, tagAt))
    .setAAD(data)
    .setAuthTag(sealed.subarray(tagAt, bodyAt));
  return Buffer.concat([decipher.update(sealed.subarray(bodyAt)), decipher.final()]).toString('utf8');
}

/** Which data key has sealed it. */
export const keyIdOf = (sealed: Buffer): string => sealed.subarray(1, ivAt).toString().trim();
