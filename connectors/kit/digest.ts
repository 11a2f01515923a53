import { createHash, createHmac } from 'node:crypto';

type Algorithm = 'sha1' | 'sha256' | 'sha512';

/** For the schemes that `hmacSignature` can't tell by data, and for answers to questions for an address. */
export const hmacOf = (algorithm: Algorithm, key: string | Uint8Array, data: string | Uint8Array): Buffer =>
  createHmac(algorithm, key).update(data).digest();

/** MD5 is for apps that name their rows by it, and proves nothing. */
export const hashOf = (algorithm: Algorithm | 'md5', data: string | Uint8Array): Buffer =>
  createHash(algorithm).update(data).digest();
