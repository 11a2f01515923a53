import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { loadFolder } from './registry.ts';
import { callbackScheme, hookSchemes, type Verify } from './test-hook-schemes.ts';
import { ownExamples } from './test-own-signatures.ts';
import { publishedExamples, vectorFile, vectors } from './test-published-signatures.ts';
import { type SignedExample, tampered } from './test-signed-example.ts';

/*
 * The signatures that apps publish as examples, and ours where they publish none: each verifies, and not when anything was changed.
 * Nothing is added here for a new connector: its folder is called like the app, or stands in the list of other names.
 */
const folderOf: Record<string, string> = { intuit: 'quickbooks' };
const say = (line: string) => void process.stdout.write(`signature vectors: ${line}\n`);

interface Verifier {
  by: string;
  verify: Verify;
}

async function loaded(vendor: string) {
  const slug = folderOf[vendor] ?? vendor;
  if (!existsSync(`connectors/${slug}/connector.ts`)) return undefined;
  const found = await loadFolder(`${process.cwd()}/connectors/${slug}`);
  // That a connector can't be loaded is the registry's test to tell.
  return 'reason' in found ? undefined : found;
}

/** The connector's own check, and the kit's where it has none for this. */
async function verifiersOf({ vendor, scheme }: SignedExample): Promise<Verifier[]> {
  const connector = await loaded(vendor);
  if (scheme.startsWith('OAuth callback'))
    return connector ? [{ by: 'the engine', verify: callbackScheme(connector) }] : [];
  const declared = hookSchemes.find((one) => one.vendor === vendor && (one.scheme?.test(scheme) ?? true));
  const verify = connector?.connector.hooks?.verify;
  if (verify === 'none') throw new Error(`${vendor} signs, so its connector must verify.`);
  return [
    ...(verify && declared?.scheme === undefined ? [{ by: `the connector ${connector?.slug}`, verify }] : []),
    ...(declared ? [{ by: 'the kit', verify: declared.verify }] : []),
  ];
}

const count = { published: 0, own: 0, refused: 0 };
const published = publishedExamples();
const own = ownExamples();
const hasVectors = vectors.length > 0;
const tested = new Set([...published, ...own].map(({ vendor }) => vendor));

async function prove(example: SignedExample): Promise<boolean> {
  const verifiers = await verifiersOf(example);
  for (const { by, verify } of verifiers) {
    const { request, secrets, now, scheme } = example;
    expect(verify(request, secrets, now), `${by}: ${scheme}`).toEqual({ ok: true });
    for (const [what, changed, time] of tampered(example)) {
      expect(verify(changed, secrets, time).ok, `${by}: ${scheme}: ${what}`).toBe(false);
      count.refused += 1;
    }
  }
  return verifiers.length > 0;
}

const named = (examples: SignedExample[]) =>
  examples.map((one, index) => [`${one.vendor} (${index + 1}): ${one.scheme.slice(0, 60)}`, one] as const);

describe.skipIf(!hasVectors)('signatures that apps publish', () => {
  it.each(named(published))('verify: %s', async (_name, example) => {
    expect(await prove(example), 'nobody verifies it').toBe(true);
    count.published += 1;
  });

  it('or only describe are all tested', () => {
    expect(vectors.map(({ vendor }) => vendor).filter((vendor) => !tested.has(vendor))).toEqual([]);
  });
});

describe('signatures that we make as an app says', () => {
  it.each(named(own))('verify: %s', async (_name, example) => {
    expect(await prove(example), 'nobody verifies it').toBe(true);
    count.own += 1;
  });
});

afterAll(() => {
  if (hasVectors) say(`${count.published} of ${published.length} published examples verified`);
  else say(`those that apps publish are skipped: ${vectorFile} is not here`);
  say(`${count.own} of ${own.length} verified of apps that publish no example, signed by us as they say`);
  say(`${count.refused} that were changed, too old or incomplete refused`);
});
