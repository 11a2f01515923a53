import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Connector } from '#connectors/kit/index.ts';
import { loadRegistry } from '#connectors/registry.ts';
import { connectorPage } from './connector-page.ts';
import { catalogueOf } from './list-catalogue.ts';

const registry = await loadRegistry('connectors');
const base = 'https://portico.example';
const pageOf = (slug: string, readme?: string) => {
  const loaded = registry.get(slug);
  if (loaded === undefined) throw new Error(`There is no connector ${slug}.`);
  return connectorPage(loaded, { base, readme });
};

test('every connector has a page: ways in, a guide, and code for each action', async () => {
  const all = registry.list();
  let slowest = 0;
  for (const loaded of all) {
    const { slug, iconPath } = loaded;
    const readme = iconPath === '' ? undefined : await readFile(join(dirname(iconPath), 'README.md'), 'utf8');
    const started = performance.now();
    const page = connectorPage(loaded, { base, readme });
    slowest = Math.max(slowest, performance.now() - started);
    expect(page.ways.length, slug).toBeGreaterThan(0);
    expect(new Set(page.ways.map(({ title }) => title)).size, slug).toBe(page.ways.length);
    expect(page.guide.length, slug).toBeGreaterThan(0);
    for (const action of page.actions)
      expect(action.code.shell, slug).toContain(`${base}/api/v1/actions/${slug}/${action.name}`);
    expect(JSON.stringify(page), slug).not.toMatch(/"(undefined|\[object Object\])"/);
  }
  process.stdout.write(`Pages: ${all.length} made, the slowest in ${slowest.toFixed(0)} ms.\n`);
  expect(all.length).toBeGreaterThan(300);
});

test('a deep connector tells objects, actions, triggers, scopes in plain words, and its README without the title', () => {
  const page = pageOf('hubspot', '# HubSpot\n\nContacts.\n\n## Register');
  expect(page.objects.find(({ name }) => name === 'contact')).toMatchObject({
    custom: true,
    facts: [expect.stringContaining('what changed'), expect.any(String), expect.stringContaining('Can be written')],
  });
  expect(page.actions.find(({ name }) => name === 'createContact')).toMatchObject({ effect: 'writes' });
  expect(page.triggers.length).toBeGreaterThan(5);
  expect(page.scopes[0]).toMatchObject({ asked: 'always' });
  expect(page.scopes.filter(({ asked }) => asked === 'always').every(({ words }) => words !== '')).toBe(true);
  expect(page.limits.lines).toEqual(['100 requests in 10 seconds for each connected account.']);
  expect(page.ways.map(({ needsApp }) => needsApp)).toEqual([true, false]);
  expect(page.guide[0]).toEqual({ kind: 'paragraph', content: ['Contacts.'] });
});

test('one that takes records tells what is chosen for a destination, and how one is made', () => {
  const { destination } = pageOf('postgres');
  expect(destination?.settings.map(({ label }) => label)).toEqual(['Schema', 'Prefix', 'Deletions']);
  expect(destination?.code.shell).toContain(`${base}/api/v1/destinations`);
  expect(destination?.code.shell).toContain('"fields": { … }');
  expect(pageOf('hubspot')).not.toHaveProperty('destination');
});

test('an app that is data alone tells its form, its address, and what the vendor does', () => {
  const page = pageOf('abuseipdb');
  expect(page.ways).toMatchObject([{ needsApp: false, fields: [{ label: 'API key', secret: true }] }]);
  expect(page).toMatchObject({ objects: [], actions: [], address: 'https://api.abuseipdb.com/api/v2', checks: false });
  expect(page.proxy?.shell).toContain(`${base}/api/v1/proxy/PATH`);
  expect(JSON.stringify(page.guide)).toContain('There is nothing to register at AbuseIPDB.');
  const signedIn = registry
    .list()
    .find(({ iconPath, connector }) => iconPath === '' && connector.auth.kind === 'oauth2');
  const guide = JSON.stringify(pageOf(signedIn?.slug ?? '').guide);
  expect(guide).toContain(`${base}/api/oauth/callback/env_…/${signedIn?.slug}`);
});

test('kinds of account that share a way in stand under it', () => {
  const fields = z.object({ key: z.string() });
  const connector: Connector = {
    ...{ name: 'Acme', category: 'CRM', description: 'It.', docs: 'https://acme.example', version: '1', objects: {} },
    auth: { kind: 'key', fields, place: {} },
    accountTypes: {
      production: { label: 'Production', values: { host: 'a' } },
      sandbox: { label: 'Sandbox', values: { host: 'b' } },
      token: { label: 'With a token', auth: { kind: 'none' } },
    },
    settings: z.object({}),
  };
  const { ways } = connectorPage({ slug: 'acme', connector, iconPath: '' }, { base, readme: undefined });
  expect(ways.map(({ title, accounts }) => [title, accounts.map(({ label }) => label)])).toEqual([
    ['With a key', ['Production', 'Sandbox']],
    ['With a token', []],
  ]);
});

test('code survives what stands in an example', () => {
  const page = pageOf('slack');
  const body = /-d '(.*)'$/s;
  for (const { code } of page.actions) {
    const sent = body.exec(code.shell)?.[1]?.replaceAll(String.raw`'\''`, "'") ?? '';
    expect(() => JSON.parse(sent)).not.toThrow();
  }
});

test('the catalogue is searched by words without accents, counted by category, and paged', () => {
  const ask = (question: Partial<Parameters<typeof catalogueOf>[1]>) =>
    catalogueOf(registry, { search: '', category: '', page: 1, ...question });
  const first = ask({});
  expect(first.cards).toHaveLength(60);
  expect(first.cards[0]).toMatchObject({ kind: 'folder', counts: { actions: expect.any(Number) } });
  expect(first.categories.reduce((sum, { count }) => sum + count, 0)).toBe(first.total);
  expect(ask({ page: 9_999 }).page).toBe(first.pages);
  const all = Array.from({ length: first.pages }, (_, index) => ask({ page: index + 1 }).cards).flat();
  expect(new Set(all.map(({ slug }) => slug)).size).toBe(first.total);
  expect(ask({ search: ' HÚBspot  crm ' }).cards[0]?.slug).toBe('hubspot');
  const crm = ask({ category: 'CRM' });
  expect(crm.found).toBe(first.categories.find(({ name }) => name === 'CRM')?.count);
  expect(ask({ search: 'no such thing', category: 'CRM' })).toMatchObject({ cards: [], found: 0, pages: 1 });
});
