import type { JsonWebKey } from 'node:crypto';

/*
 * Keys that sign like any other and are no secret: whoever sees the public half can make signatures. The test of ROCA
 * (CVE-2017-15361) is the published fingerprint: the modulus of such a key lies, modulo each small prime, in the group
 * that 65537 generates there.
 */

const fewestExponent = 3n;
const smallPrimes = [...[11n, 13n, 17n, 19n, 37n, 53n, 61n, 71n, 73n, 79n, 97n, 103n, 107n, 109n, 127n, 151n, 157n]];

/** Why nobody should trust what this RSA key signs; undefined where nothing is known against it. */
export function weaknessOf({ n = '', e = '' }: JsonWebKey): string | undefined {
  const exponent = numberOf(e);
  if (exponent < fewestExponent || exponent % 2n === 0n) return `its public exponent is ${exponent}`;
  const modulus = numberOf(n);
  if (smallPrimes.every((prime) => isGenerated(modulus % prime, prime)))
    return 'its modulus was made by a broken generator (ROCA)';
  return undefined;
}

const numberOf = (text: string): bigint => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex') || '0'}`);

function isGenerated(rest: bigint, prime: bigint): boolean {
  const generator = 65537n % prime;
  for (let power = 1n, step = 0n; step < prime; step++) {
    if (power === rest) return true;
    power = (power * generator) % prime;
  }
  return false;
}
