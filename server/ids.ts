import { randomFillSync } from 'node:crypto';
import { z } from 'zod';

/** What an id names, and how it begins. An id says what it is wherever it turns up: in a log, an address, a ticket. */
const prefixes = {
  vendor: 'ven',
  environment: 'env',
  member: 'mem',
  memberSession: 'mse',
  apiKey: 'key',
  embedKey: 'ekey',
  dataKey: 'dek',
  customer: 'cus',
  endUser: 'usr',
  embedSession: 'ses',
  portalLink: 'lnk',
  mail: 'mai',
  oauthApp: 'oap',
  ownConnector: 'own',
  integration: 'int',
  installation: 'ins',
  rollout: 'rol',
  internalValue: 'inv',
  connection: 'con',
  connect: 'cnt',
  sync: 'syn',
  run: 'run',
  failure: 'fai',
  hookSubscription: 'hks',
  inboundEvent: 'evt',
  endpoint: 'end',
  delivery: 'del',
  destination: 'dst',
  message: 'msg',
  request: 'req',
  write: 'wri',
  worker: 'wrk',
} as const;

export type Noun = keyof typeof prefixes;
export type Id<N extends Noun> = `${(typeof prefixes)[N]}_${string}` & { readonly __noun: N };

export type EnvironmentId = Id<'environment'>;
export type CustomerId = Id<'customer'>;
export type EndUserId = Id<'endUser'>;
export type IntegrationId = Id<'integration'>;
export type InstallationId = Id<'installation'>;
export type ConnectionId = Id<'connection'>;
export type SyncId = Id<'sync'>;
export type RunId = Id<'run'>;

// Crockford's alphabet: no letter that is read as a digit.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

function timePart(now: number): string {
  let rest = now;
  let out = '';
  for (let i = 0; i < 9; i++) {
    out = alphabet.charAt(rest % 32) + out;
    rest = Math.floor(rest / 32);
  }
  return out;
}

/** A new id: prefix, then 9 characters of time and 11 random ones (55 bits), so that ids of one noun sort by age and index well. */
export function newId<N extends Noun>(noun: N, now: number = Date.now()): Id<N> {
  return `${prefixes[noun]}_${timePart(now)}${randomPart()}` as Id<N>;
}

const randomLength = 11;
// Asked for one at a time, they would cost more than all the rest of an id.
const ahead = Buffer.alloc(randomLength * 512);
let used = ahead.length;

function randomPart(): string {
  if (used === ahead.length) {
    randomFillSync(ahead);
    used = 0;
  }
  let out = '';
  for (const end = used + randomLength; used < end; used++) out += alphabet.charAt((ahead[used] ?? 0) % 32);
  return out;
}

const pattern = (noun: Noun) => new RegExp(`^${prefixes[noun]}_[0-9a-z]{20}$`);

export function isId<N extends Noun>(noun: N, value: unknown): value is Id<N> {
  return typeof value === 'string' && pattern(noun).test(value);
}

/** The schema of an id at a boundary: `idSchema('connection')` accepts `con_…` and nothing else. */
export function idSchema<N extends Noun>(noun: N) {
  const example = `${prefixes[noun]}_01jd3k5q7v2m8x4c6p9r`;
  return z
    .string()
    .regex(pattern(noun), `expected the id of a ${noun}, such as ${example}`)
    .meta({ example })
    .transform((value) => value as Id<N>);
}

/** Where the ids of a noun stand that are made at this time: those made before it sort before it. */
export const idsSince = (noun: Noun, at: Date): string => `${prefixes[noun]}_${timePart(at.getTime())}`;
