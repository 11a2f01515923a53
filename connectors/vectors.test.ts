import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ConnectorHooks, HookRequest, HookVerdict } from './kit/index.ts';
import { loadFolder } from './registry.ts';

/*
 * The signatures that apps publish as examples, at every connector that has hooks. Nothing is added here for a new
 * connector: its folder is called like the app, or stands in the list of other names.
 */
const file = '../shared/vectors/webhook-signatures.json';
const folderOf: Record<string, string> = { intuit: 'quickbooks' };

const vector = z.object({
  vendor: z.string(),
  scheme: z.string(),
  header: z.string(),
  secret: z.string().nullish(),
  publicKey: z.string().optional(),
  method: z.string().default('POST'),
  url: z.string().default('https://hooks.acme.example/api/hooks/h1'),
  id: z.string().optional(),
  timestamp: z.string().optional(),
  body: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
  expected: z.string().optional(),
  verified: z.boolean().nullable(),
});
type Vector = z.output<typeof vector>;

const vectors = existsSync(file)
  ? z.object({ vectors: z.array(vector) }).parse(JSON.parse(readFileSync(file, 'utf8'))).vectors
  : [];
const say = (line: string) => void process.stdout.write(`signature vectors: ${line}\n`);
if (vectors.length === 0) say(`not run, ${file} is not here`);

/** Examples that are whole, and are of a hook: not of a sign-in's callback. */
const isRunnable = (one: Vector) =>
  one.verified === true && one.expected !== undefined && !/callback|primitive/.test(`${one.scheme} ${one.vendor}`);

/** Header names as the file writes them: `X-A-Signature, -Timestamp`, `webhook-signature (space separated list), webhook-id`. */
function headerNames(one: Vector): string[] {
  const [signature = '', ...others] = one.header
    .split(',')
    .map((name) => name.trim().split(' ')[0]?.toLowerCase() ?? '');
  return [signature, ...others.map((name) => (name.startsWith('-') ? signature.replace(/-signature$/, name) : name))];
}

function headersOf(one: Vector): Headers {
  const [signature = ''] = headerNames(one);
  const all = vectors.filter(({ vendor }) => vendor === one.vendor).flatMap(headerNames);
  const standard = signature.startsWith('webhook-') ? ['webhook-timestamp', 'webhook-id'] : [];
  const headers = new Headers();
  for (const name of [...all, ...standard]) {
    if (name.includes('timestamp') && one.timestamp !== undefined) headers.set(name, one.timestamp);
    if (name.endsWith('-id') && one.id !== undefined) headers.set(name, one.id);
  }
  const expected = one.expected ?? '';
  headers.set(signature, one.scheme.startsWith('t=') ? `t=${one.timestamp},v1=${expected}` : expected);
  return headers;
}

function requestOf(one: Vector): HookRequest {
  const body = Buffer.from(one.body ?? new URLSearchParams(one.params).toString());
  return { method: one.method, url: new URL(one.url), headers: headersOf(one), body };
}

function timeOf({ timestamp }: Vector): Date {
  if (timestamp === undefined) return new Date();
  return new Date(/^\d+$/.test(timestamp) ? Number(timestamp) * (timestamp.length > 11 ? 1 : 1000) : timestamp);
}

const flipped = (bytes: Uint8Array, at: number) => {
  const changed = Uint8Array.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
};
const without = (headers: Headers, name: string) => {
  const rest = new Headers(headers);
  rest.delete(name);
  return rest;
};

/** The same value, written in another way. */
function reserialised(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body).toString();
  try {
    const value = JSON.parse(text);
    const others = [JSON.stringify(value), JSON.stringify(value, null, 2), `${text}\n`];
    return Buffer.from(others.find((other) => other !== text) ?? '');
  } catch {
    return Buffer.from(`${text}\n`);
  }
}

async function hooksOf(vendor: string): Promise<[slug: string, ConnectorHooks] | undefined> {
  const slug = folderOf[vendor] ?? vendor;
  if (!existsSync(`connectors/${slug}/connector.ts`)) return undefined;
  const loaded = await loadFolder(`${process.cwd()}/connectors/${slug}`);
  // That a connector can't be loaded is the registry's test to tell.
  if ('reason' in loaded) return undefined;
  return loaded.connector.hooks && [slug, loaded.connector.hooks];
}

const vendors = [...new Set(vectors.filter(isRunnable).map(({ vendor }) => vendor))];
const ready: { slug: string; hooks: ConnectorHooks; examples: Vector[] }[] = [];
for (const vendor of vendors) {
  const examples = vectors.filter((one) => one.vendor === vendor && isRunnable(one));
  const [slug, hooks] = (await hooksOf(vendor)) ?? [];
  if (slug !== undefined && hooks !== undefined) ready.push({ slug, hooks, examples });
  else say(`${vendor}: ${examples.length} not run, there is no connector with hooks for it`);
}

describe.runIf(ready.length > 0)('signatures that the apps publish', () => {
  it.each(ready.map((one) => [one.slug, one] as const))('%s', (slug, { hooks, examples }) => {
    expect(typeof hooks.verify, 'it signs, so it must be verified').toBe('function');
    let verified = 0;
    for (const example of examples) {
      const secret = example.secret ?? example.publicKey ?? '';
      const verify = (request: HookRequest, now = timeOf(example)): HookVerdict =>
        typeof hooks.verify === 'function'
          ? hooks.verify(request, { secret, clientId: 'client-1', clientSecret: secret }, now)
          : { ok: false, because: 'unreadable' };
      const request = requestOf(example);
      const verdict = verify(request);
      if (!verdict.ok && verdict.because === 'missing_header') {
        say(
          `${slug}: passed over, the connector reads another header than ${example.header} (${example.scheme.slice(0, 40)})`,
        );
        continue;
      }
      expect(verdict, example.scheme).toEqual({ ok: true });
      verified += 1;

      const [signature = ''] = headerNames(example);
      const value = request.headers.get(signature) ?? '';
      const wrong = (changed: Partial<HookRequest>, what: string, now?: Date) =>
        expect(verify({ ...request, ...changed }, now).ok, `${example.scheme}: ${what}`).toBe(false);
      for (const at of [0, request.body.length >> 1, request.body.length - 1])
        if (request.body.length > 0) wrong({ body: flipped(request.body, at) }, `bit of byte ${at} changed`);
      const other = new Headers(request.headers);
      other.set(signature, Buffer.from(flipped(Buffer.from(value), value.length >> 1)).toString('latin1'));
      wrong({ headers: other }, 'bit of the signature changed');
      wrong({ headers: new Headers() }, 'no header');
      for (const name of request.headers.keys())
        if (name === signature || name.includes('timestamp'))
          wrong({ headers: without(request.headers, name) }, `${name} missing`);
      wrong({ body: reserialised(request.body) }, 'body written anew');
      const later = new Date(timeOf(example).getTime() + 60 * 60_000);
      if (example.timestamp !== undefined) wrong({}, 'an hour old', later);
    }
    expect(verified, 'at least one published example must verify').toBeGreaterThan(0);
    say(`${slug}: ${verified} of ${examples.length} verify, and fail when they were changed`);
  });
});

it('finds connectors for the vectors, where these are here', () => {
  expect(vectors.length === 0 || ready.length > 0).toBe(true);
});
