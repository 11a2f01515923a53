/*
 * Arrays as PostgreSQL itself writes them: a column of a thousand values is one parameter that neither side has to write
 * as text, escape or parse. The driver sends a Buffer as binary; the query names its type (`$1::text[]`).
 * Format: https://www.postgresql.org/docs/18/protocol-overview.html#PROTOCOL-FORMAT-CODES, array_send in arrayfuncs.c.
 */
const headerBytes = 20;
const oid = { varbit: 1562, bytea: 17, int8: 20, int4: 23, text: 25, tid: 27, uuid: 2950 } as const;

function header(buffer: Buffer, type: number, length: number): number {
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(0, 4);
  buffer.writeInt32BE(type, 8);
  if (length === 0) return 12;
  buffer.writeInt32BE(length, 12);
  buffer.writeInt32BE(1, 16);
  return headerBytes;
}

/** `text[]`. The texts must be without U+0000, which PostgreSQL has no place for. */
export function textArray(values: readonly string[]): Buffer {
  let size = headerBytes;
  for (const value of values) size += 4 + Buffer.byteLength(value);
  const buffer = Buffer.allocUnsafe(size);
  let at = header(buffer, oid.text, values.length);
  for (const value of values) {
    const bytes = buffer.write(value, at + 4);
    buffer.writeInt32BE(bytes, at);
    at += 4 + bytes;
  }
  return buffer.subarray(0, at);
}

/** `integer[]`. */
export function integerArray(values: readonly number[]): Buffer {
  const buffer = Buffer.allocUnsafe(headerBytes + 8 * values.length);
  let at = header(buffer, oid.int4, values.length);
  for (const value of values) {
    buffer.writeInt32BE(4, at);
    at = buffer.writeInt32BE(value, at + 4);
  }
  return buffer.subarray(0, at);
}

/** `bigint[]` out of whole numbers up to 2^53. */
export function bigintArray(values: readonly number[]): Buffer {
  const buffer = Buffer.allocUnsafe(headerBytes + 12 * values.length);
  let at = header(buffer, oid.int8, values.length);
  for (const value of values) {
    buffer.writeInt32BE(8, at);
    buffer.writeInt32BE(Math.floor(value / 2 ** 32), at + 4);
    at = buffer.writeUInt32BE(value % 2 ** 32, at + 8);
  }
  return buffer.subarray(0, at);
}

/** `uuid[]` out of 32 hex digits each. */
export function uuidArray(values: readonly string[]): Buffer {
  const buffer = Buffer.allocUnsafe(headerBytes + 20 * values.length);
  let at = header(buffer, oid.uuid, values.length);
  for (const value of values) {
    buffer.writeInt32BE(16, at);
    buffer.write(value, at + 4, 16, 'hex');
    at += 20;
  }
  return buffer.subarray(0, at);
}

/** `bytea[]`: of each, what `uuid_send(hash) || textsend(external_id)` is. */
export function hashedKeyArray(values: readonly { hash: string; externalId: string }[]): Buffer {
  let size = headerBytes;
  for (const { externalId } of values) size += 20 + Buffer.byteLength(externalId);
  const buffer = Buffer.allocUnsafe(size);
  let at = header(buffer, oid.bytea, values.length);
  for (const { hash, externalId } of values) {
    buffer.write(hash, at + 4, 16, 'hex');
    const bytes = buffer.write(externalId, at + 20);
    buffer.writeInt32BE(16 + bytes, at);
    at += 20 + bytes;
  }
  return buffer.subarray(0, at);
}

/** `varbit[]` out of whole bytes each. */
export function bitArray(values: readonly Uint8Array[]): Buffer {
  const buffer = Buffer.allocUnsafe(headerBytes + values.reduce((size, { length }) => size + 8 + length, 0));
  let at = header(buffer, oid.varbit, values.length);
  for (const value of values) {
    at = buffer.writeInt32BE(4 + value.length, at);
    at = buffer.writeInt32BE(8 * value.length, at);
    buffer.set(value, at);
    at += value.length;
  }
  return buffer.subarray(0, at);
}

/** `tid[]` out of places as PostgreSQL prints them: `(block,offset)`. */
export function tidArray(values: readonly string[]): Buffer {
  const buffer = Buffer.allocUnsafe(headerBytes + 10 * values.length);
  let at = header(buffer, oid.tid, values.length);
  for (const value of values) {
    const comma = value.indexOf(',');
    buffer.writeInt32BE(6, at);
    buffer.writeUInt32BE(Number(value.slice(1, comma)), at + 4);
    at = buffer.writeUInt16BE(Number(value.slice(comma + 1, -1)), at + 8);
  }
  return buffer.subarray(0, at);
}
