import { AppError } from '#server/errors.ts';
import { type IpRange, parseRange } from './ip-address.ts';

/** What is not the public internet, by the IANA special-purpose registries for IPv4 and IPv6 (2026), and a metadata address that looks public. */
const ipv4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT; Alibaba's metadata service
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // Azure's metadata and agent service
  '169.254.0.0/16', // link-local; metadata of AWS, Google, Azure and others
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments; Oracle's metadata service
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT relays
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
];

// Inside 2000::/3. Everything outside of it is refused as a whole: loopback, unique-local (AWS's fd00:ec2::254), link-local,
// site-local, multicast, discard-only, segment routing, IPv4-compatible (::a.b.c.d) and both NAT64 prefixes.
const ipv6 = [
  '2001::/23', // protocol assignments: Teredo, ORCHID, benchmarks, AMT, AS112
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
];

export const specialRanges: readonly IpRange[] = [...ipv4, ...ipv6].map(rangeOf);
export const globalUnicast: IpRange = rangeOf('2000::/3');

function rangeOf(text: string): IpRange {
  const range = parseRange(text);
  if (range === undefined) throw new AppError('internal', `${text} is not a range of addresses.`);
  return range;
}
