import { AppError } from '#server/errors.ts';
import { type IpAddress, type IpRange, isInRange, parseIp, parseRange } from './ip-address.ts';
import { globalUnicast, specialRanges } from './special-ranges.ts';

/** A host and port that somebody wants to reach. `host` as in a URL, IPv6 without its brackets. */
export interface Destination {
  host: string;
  port: number;
}

/** What an operator opened although the guard refuses it. */
export interface AllowList {
  /** `name:port`, in lower case. */
  names: ReadonlySet<string>;
  /** A port of null opens every port. */
  ranges: readonly { range: IpRange; port: number | null }[];
}

const loopbackLiterals = ['127.0.0.1', '::1'];

/** Whether an address is one of the public internet. Pure: no look-up, no allow-list. */
export function isPublicAddress(text: string): boolean {
  const address = parseIp(text);
  return address !== undefined && isPublic(address);
}

function isPublic(address: IpAddress): boolean {
  if (address.version === 6 && !isInRange(address, globalUnicast)) return false;
  return !specialRanges.some((range) => isInRange(address, range));
}

/** Reads the entries of PORTICO_EGRESS_ALLOW, or says which one can't be read. */
export function parseAllowList(entries: readonly string[]): AllowList {
  const names = new Set<string>();
  const ranges: { range: IpRange; port: number | null }[] = [];
  for (const entry of entries) {
    const range = parseRange(entry);
    const [, host = '', digits = ''] = /^(\[[0-9a-f:.]+\]|[^:[\]/\s]+):(\d{1,5})$/i.exec(entry) ?? [];
    const port = Number(digits);
    if (range !== undefined) ranges.push({ range, port: null });
    else if (host === '' || port < 1 || port > 65_535) throw unreadable(entry);
    else {
      const address = parseIp(host.replace(/^\[|\]$/g, ''));
      if (address !== undefined)
        ranges.push({ range: { base: address, bits: address.version === 4 ? 32 : 128 }, port });
      else if (host.startsWith('[')) throw unreadable(entry);
      else names.add(`${canonical(host)}:${port}`);
    }
  }
  return { names, ranges };
}

/** The name was opened by the operator: whatever it resolves to is theirs. */
export function isNameAllowed({ host, port }: Destination, allow: AllowList): boolean {
  const name = loopbackLiterals.includes(host) ? 'localhost' : canonical(host);
  return allow.names.has(`${name}:${port}`);
}

/** Whether a connection to `text` may be made for this destination. */
export function isAddressAllowed(text: string, destination: Destination, allow: AllowList): boolean {
  const address = parseIp(text);
  if (address === undefined) return false;
  return isPublic(address) || isNameAllowed(destination, allow) || isRangeAllowed(address, destination.port, allow);
}

/** Whether the operator opened this port at this address. */
export function isOpened(text: string, destination: Destination, allow: AllowList): boolean {
  const address = parseIp(text);
  if (address === undefined) return false;
  return isNameAllowed(destination, allow) || isRangeAllowed(address, destination.port, allow);
}

function isRangeAllowed(address: IpAddress, port: number, { ranges }: AllowList): boolean {
  return ranges.some((entry) => (entry.port === null || entry.port === port) && isInRange(address, entry.range));
}

function canonical(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

function unreadable(entry: string): AppError {
  return new AppError('misconfigured', `PORTICO_EGRESS_ALLOW holds "${entry}", which names no address.`, {
    remedy: 'Write host:port (crm.internal:8080), address:port (10.1.2.3:5432, [fd00::5]:443) or a range (10.0.0.0/8).',
  });
}
