import { lookup as systemLookup } from 'node:dns/promises';
import { AppCallError } from '#connectors/kit/index.ts';
import { type AllowList, type Destination, isAddressAllowed, isOpened } from './address-guard.ts';
import { parseIp } from './ip-address.ts';

/** All addresses of a name. Rejects where there is none. */
export type Lookup = (host: string) => Promise<string[]>;

/** How this process reaches the outside: what the operator opened, and who resolves names. */
export interface Network {
  allow: AllowList;
  lookup: Lookup;
}

/** Which ports need no entry in the allow-list: the web's two, or, for databases and SSH, all above the system's own; and SSH's. */
export type PortRule = 'web' | 'database' | 'ssh';

export async function resolveBySystem(host: string): Promise<string[]> {
  const found = await systemLookup(host, { all: true });
  return found.map(({ address }) => address);
}

/**
 * The addresses to connect to. Resolved once: the caller must connect to one of these and ask nobody again, or a name
 * could change its answer between the check and the connection. One bad address among them refuses all.
 */
export async function resolveDestination(
  destination: Destination,
  rule: PortRule,
  network: Network,
): Promise<string[]> {
  const { host } = destination;
  const addresses = parseIp(host) === undefined ? await resolve(host, network.lookup) : [host];
  if (!addresses.every((address) => isAddressAllowed(address, destination, network.allow)))
    throw refusedAddress(destination);
  const isPortOpen = needsNoEntry(destination.port, rule);
  if (!isPortOpen && !addresses.every((address) => isOpened(address, destination, network.allow)))
    throw refusedPort(destination, rule);
  return addresses;
}

async function resolve(host: string, lookup: Lookup): Promise<string[]> {
  let addresses: string[];
  try {
    addresses = await lookup(host);
  } catch (cause) {
    throw unknownName(host, cause);
  }
  if (addresses.length === 0) throw unknownName(host, undefined);
  return addresses;
}

function needsNoEntry(port: number, rule: PortRule): boolean {
  if (rule === 'web') return port === 80 || port === 443;
  return port > 1023 || (rule === 'ssh' && port === 22);
}

function unknownName(host: string, cause: unknown): AppCallError {
  return new AppCallError(`There is no server called ${host}. Check the address for typing mistakes.`, {
    class: 'network',
    code: 'name_not_found',
    cause,
  });
}

// The address that a name resolved to stays unsaid: it would tell a stranger what our own network looks like.
export function refusedAddress({ host, port }: Destination): AppCallError {
  return new AppCallError(
    `${host} is not on the public internet, so it is not called. Whoever runs this server can open ${host}:${port} with PORTICO_EGRESS_ALLOW.`,
    { class: 'network', code: 'address_refused' },
  );
}

const openPorts: Record<PortRule, string> = {
  web: 'only 80 and 443 are open',
  database: 'ports below 1024 are not open for databases',
  ssh: 'of the ports below 1024 only 22 is open for SSH',
};

function refusedPort({ host, port }: Destination, rule: PortRule): AppCallError {
  const open = openPorts[rule];
  return new AppCallError(
    `${host} is not called on port ${port}: ${open}. Whoever runs this server can open ${host}:${port} with PORTICO_EGRESS_ALLOW.`,
    { class: 'network', code: 'address_refused' },
  );
}
