/**
 * An id of our own for a new event: what is sent twice is then refused the second time. Google takes 5 to 1024 of the
 * letters a to v and digits, so the hexadecimal form of a hash fits.
 */
export async function newEventId(idempotencyKey: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(idempotencyKey));
  return Array.from(new Uint8Array(hash).subarray(0, 20), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
