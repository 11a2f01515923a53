import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogue } from './load-catalogue.ts';
import { loadRegistry, type Registry } from './registry.ts';

let folder: string;

beforeEach(() => {
  // Inside the project, so that a connector finds zod.
  folder = mkdtempSync(resolve('.portico-connectors-'));
  cpSync('connectors/kit', join(folder, 'kit'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const good = `
import { z } from 'zod';
import { defineConnector, defineObject } from '../kit/index.ts';
const Item = z.object({ id: z.string() });
export default defineConnector({
  name: 'Acme', category: 'CRM', description: 'A CRM.', docs: 'https://acme.example', version: '1',
  auth: { kind: 'oauth2', authorizeUrl: 'https://acme.example/a', tokenUrl: 'https://acme.example/t', scopes: ['read'], scopeWords: { read: 'Read' }, refresh: 'rotating' },
  baseUrl: 'https://acme.example/api',
  settings: z.object({ list: z.string().default('all').meta({ title: 'List', options: 'lists' }) }),
  check: async () => ({ id: '1', name: 'Acme' }),
  objects: { item: defineObject({ label: 'items', row: Item, key: (row) => row.id, incremental: false, reportsDeletes: false, pull: async () => ({ rows: [], next: null }) }) },
  options: { lists: async () => ({ options: [], next: null }) },
});
`;

function write(slug: string, code: string | undefined, files = ['icon.svg', 'README.md']): void {
  mkdirSync(join(folder, slug));
  if (code !== undefined) writeFileSync(join(folder, slug, 'connector.ts'), code);
  for (const name of files) writeFileSync(join(folder, slug, name), '<svg xmlns="http://www.w3.org/2000/svg"/>');
}

const reasonOf = async (slug: string) => (await loadRegistry(folder)).broken.find((one) => one.slug === slug)?.reason;

describe('the connectors of this project', () => {
  const isConnector = (name: string) => !name.startsWith('_') && !['kit', 'catalogue'].includes(name);
  const folders = readdirSync('connectors', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isConnector(entry.name))
    .map(({ name }) => name);
  let registry: Registry;
  beforeAll(async () => {
    registry = await loadRegistry('connectors');
  });

  // Each by itself, so that one that is half done is named and says nothing of the others.
  it.each(folders)('%s loads, with its icon and its guide', (slug) => {
    expect(registry.broken.find((one) => one.slug === slug)?.reason).toBeUndefined();
    const iconPath = resolve('connectors', slug, 'icon.svg');
    expect(registry.get(slug)).toMatchObject({ slug, connector: { name: expect.stringMatching(/\S/) }, iconPath });
    expect(registry.listed()).toContainEqual(expect.objectContaining({ slug, kind: 'folder' }));
  });

  it('are these and no others, each once', async () => {
    const known = new Set(folders);
    expect(folders).toEqual(expect.arrayContaining(['postgres', 'tidewater']));
    const ofFolders = registry.listed().filter(({ kind }) => kind === 'folder');
    expect(ofFolders.filter(({ slug }) => !known.has(slug))).toEqual([]);
    const slugs = registry.listed().map(({ slug }) => slug);
    expect(slugs.filter((slug, place) => slugs.indexOf(slug) !== place)).toEqual([]);
    // Data that a folder of the same name would hide for ever.
    expect(loadCatalogue('connectors').entries.filter(({ slug }) => known.has(slug))).toEqual([]);
    await registry.checkAll();
    expect(registry.broken.filter(({ slug }) => !known.has(slug))).toEqual([]);
    expect(registry.get('kit')).toBeUndefined();
  });
});

describe('loadRegistry', () => {
  it('loads a folder that was added, and passes over kit, drafts and files', async () => {
    write('acme', good);
    write('_draft', 'this is no code');
    writeFileSync(join(folder, 'notes.txt'), 'x');
    const registry = await loadRegistry(folder);
    expect(registry.broken).toEqual([]);
    expect(registry.list().map(({ connector }) => connector.name)).toEqual(['Acme']);
  });

  it('sets a broken folder aside with its reason and keeps the others', async () => {
    write('acme', good);
    write('broken', 'export default {');
    const registry = await loadRegistry(folder);
    expect(registry.list().map(({ slug }) => slug)).toEqual(['acme']);
    expect(registry.broken).toEqual([
      { slug: 'broken', reason: expect.stringMatching(/\/broken\/connector\.ts: it can't be loaded: /) },
    ]);
  });

  it('sets broken data aside, each file with its place, and keeps the others', async () => {
    const json = {
      name: 'Zebra',
      description: 'Stripes.',
      docs: 'https://zebra.example',
      auth: { kind: 'none' },
      baseUrl: 'https://api.zebra.example',
    };
    mkdirSync(join(folder, 'catalogue'));
    const put = (name: string, text: string) => writeFileSync(join(folder, 'catalogue', `${name}.json`), text);
    put('zebra', JSON.stringify(json));
    put('1st', JSON.stringify(json));
    put('half', '{ "name": ');
    put('wordless', JSON.stringify({ ...json, name: undefined }));
    put('magic', JSON.stringify({ ...json, auth: { kind: 'magic' } }));
    put('own-one', JSON.stringify(json));
    put('acme', JSON.stringify(json));
    write('acme', good);
    const registry = await loadRegistry(folder);
    expect(registry.broken.map(({ slug }) => slug).sort()).toEqual(['half', 'own-one', 'wordless']);
    expect(registry.listed().map(({ slug, kind }) => `${slug} ${kind}`)).toEqual([
      'acme folder',
      '1st catalogue',
      'magic catalogue',
      'zebra catalogue',
    ]);
    await registry.checkAll();
    const reasons = Object.fromEntries(registry.broken.map(({ slug, reason }) => [slug, reason]));
    expect(reasons.half).toMatch(/^catalogue\/half\.json: it is not JSON: /);
    expect(reasons.wordless).toMatch(/^catalogue\/wordless\.json: name: /);
    expect(reasons.magic).toMatch(/^catalogue\/magic\.json: auth\.kind: /);
    expect(registry.get('magic')).toBeUndefined();
    expect(registry.get('zebra')).toMatchObject({ connector: { name: 'Zebra' }, iconPath: '' });
    expect(registry.list().map(({ slug }) => slug)).toEqual(['acme', '1st', 'zebra']);
  });

  it('the catalogue costs the start little: nothing is judged before it is asked for', () => {
    loadCatalogue('connectors');
    const began = performance.now();
    const { entries, broken } = loadCatalogue('connectors');
    const ms = performance.now() - began;
    expect(broken).toEqual([]);
    expect(entries.length).toBeGreaterThan(300);
    expect(ms).toBeLessThan(150);
  });

  it.each([
    ['nothing exported', 'export const connector = 1;', 'the connector must be exported by default'],
    ['no name', good.replace("name: 'Acme', category", "name: '', category"), 'name must not be empty'],
    ['no category', good.replace("category: 'CRM', ", ''), 'category must be one of kit/categories.ts'],
    [
      'another kind of sign-in',
      good.replace("kind: 'oauth2'", "kind: 'magic'"),
      'auth.kind must be oauth2, token, key, oauth1, signature, mcp, certificate, ssh, database, none',
    ],
    ['a scope without words', good.replace("{ read: 'Read' }", '{}'), 'auth.scopeWords.read is missing'],
    ['no base address', good.replace("baseUrl: 'https://acme.example/api',", ''), 'baseUrl is missing'],
    [
      'no objects',
      good.replace(/objects: .*\n/, 'objects: {},\n'),
      'objects must hold one object or more, where there is no action and no trigger either',
    ],
    [
      'an object without key',
      good.replace('defineObject({ label', '({ label').replace('key: (row) => row.id,', ''),
      'objects.item.key must be a function',
    ],
    ['an object without label', good.replace("label: 'items', ", ''), 'objects.item.label must be a text'],
    ['an object without row', good.replace('row: Item, ', ''), 'objects.item.row must be a zod schema'],
    [
      'settings that are no schema',
      good.replace(/settings: .*\n/, 'settings: {},\n'),
      'settings must be z.object({ … })',
    ],
    [
      'choices that nobody gives',
      good.replace(/options: \{ lists: async.*\n/, ''),
      'options.lists is missing: settings.list takes its choices from it',
    ],
    ['an import that is not there', `import './nowhere.ts';\n${good}`, "it can't be loaded"],
  ])('explains %s', async (_what, code, reason) => {
    write('broken', code);
    expect(await reasonOf('broken')).toContain(reason);
  });

  it('asks for the files beside the code', async () => {
    write('no-icon', good, ['README.md']);
    write('no-readme', good, ['icon.svg']);
    write('no-code', undefined);
    write('Bad_Name', good);
    expect(await reasonOf('no-icon')).toContain('icon.svg is missing');
    expect(await reasonOf('no-readme')).toContain('README.md is missing');
    expect(await reasonOf('no-code')).toContain('this file is missing');
    expect(await reasonOf('Bad_Name')).toContain('lower-case words');
  });

  it('says where it looked when there is no such folder', async () => {
    await expect(loadRegistry(join(tmpdir(), 'portico-nowhere'))).rejects.toThrow('portico-nowhere');
  });
});
