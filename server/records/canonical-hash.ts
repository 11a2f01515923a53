import { hash } from 'node:crypto';
import { canonicalJson } from '#server/canonical-json.ts';

/** 128 bits of SHA-256 over the canonical record, as a uuid: 16 bytes a row, and a collision within a stream is out of reach. */
export function recordHash(record: unknown): string {
  const hex = hash('sha256', canonicalJson(record), 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
