import { isIP } from 'node:net';

export interface IpAddress {
  version: 4 | 6;
  value: bigint;
}

/** Every address whose first `bits` bits are those of `base`. */
export interface IpRange {
  base: IpAddress;
  bits: number;
}

const width = { 4: 32, 6: 128 } as const;
const mappedBits = 96n;
const mappedPrefix = 0xffffn;

/** Reads an address as the system's resolver or a socket prints it; `undefined` for anything else, a zone id included. */
export function parseIp(text: string): IpAddress | undefined {
  const version = text.includes('%') ? 0 : isIP(text);
  if (version === 4) return { version: 4, value: ipv4Value(text) };
  if (version !== 6) return undefined;
  const address: IpAddress = { version: 6, value: ipv6Value(text) };
  return address.value >> 32n === mappedPrefix ? { version: 4, value: address.value & 0xffff_ffffn } : address;
}

/** Reads `10.0.0.0/8` or `fd00::/8`. A mapped base (`::ffff:10.0.0.0/104`) is the IPv4 range that it stands for. */
export function parseRange(text: string): IpRange | undefined {
  const [prefix = '', length = '', ...rest] = text.split('/');
  const base = parseIp(prefix);
  if (base === undefined || rest.length > 0 || !/^\d{1,3}$/.test(length)) return undefined;
  const isMapped = base.version === 4 && prefix.includes(':');
  const bits = Number(length) - (isMapped ? Number(mappedBits) : 0);
  return bits >= 0 && bits <= width[base.version] ? { base, bits } : undefined;
}

export function isInRange(address: IpAddress, { base, bits }: IpRange): boolean {
  if (address.version !== base.version) return false;
  const shift = BigInt(width[base.version] - bits);
  return address.value >> shift === base.value >> shift;
}

function ipv4Value(text: string): bigint {
  return text.split('.').reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function ipv6Value(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0n);
  return [...before, ...gap, ...after].reduce((value, group) => (value << 16n) | group, 0n);
}

function groups(text: string): bigint[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [BigInt(`0x${group}`)];
    const value = ipv4Value(group);
    return [value >> 16n, value & 0xffffn];
  });
}
