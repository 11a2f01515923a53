import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { env } from '#server/env.ts';
import { problemsOf } from './check-connector.ts';
import type { Connector } from './kit/index.ts';
import { type CatalogueEntry, loadCatalogue } from './load-catalogue.ts';

export interface LoadedConnector {
  slug: string;
  connector: Connector;
  /** Absolute path of its icon.svg; empty for a connector that is data. */
  iconPath: string;
  /** Of a connector that is data: `simple-icons:<slug>`, or an SVG. */
  icon?: string;
}

/** What a list shows of a connector. */
export interface ListedConnector {
  slug: string;
  name: string;
  category: string;
  description: string;
  /** `folder`: with code of its own. `catalogue`: data alone. */
  kind: 'folder' | 'catalogue';
  /** Records can be carried into it. */
  takesRecords: boolean;
}

export interface Registry {
  get(slug: string): LoadedConnector | undefined;
  /** Every connector in full. It takes a while the first time: `listed` is enough for a list. */
  list(): LoadedConnector[];
  listed(): ListedConnector[];
  /** What can't be used, each with a sentence: complete after `checkAll`. */
  broken: { slug: string; reason: string }[];
  /** Judges also what nobody has asked for yet, without holding up anybody. */
  checkAll(): Promise<void>;
}

const unusableName = `the folder's name must be lower-case words joined by hyphens, such as "acme-crm", and not begin with "own-".`;
const slugPattern = /^(?!own-)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const checkedAtOnce = 20;

/** Reads every connector, folders and data. One that is broken is set aside with its reason; the others load. Of two with one name, the first counts. */
export async function loadRegistry(folders: string | string[] = env().PORTICO_CONNECTORS): Promise<Registry> {
  const loaded = new Map<string, LoadedConnector>();
  const broken: Registry['broken'] = [];
  const roots = [folders].flat().map((folder) => resolve(folder));
  for (const root of roots) {
    for (const slug of await slugsIn(root)) {
      if (loaded.has(slug)) continue;
      const result = slugPattern.test(slug) ? await loadFolder(join(root, slug)) : { reason: unusableName };
      if ('reason' in result) broken.push({ slug, reason: `${basename(root)}/${slug}/connector.ts: ${result.reason}` });
      else loaded.set(slug, result);
    }
  }
  const entries = new Map<string, CatalogueEntry>();
  for (const root of roots) {
    const catalogue = loadCatalogue(root);
    broken.push(...catalogue.broken);
    for (const entry of catalogue.entries)
      if (!loaded.has(entry.slug) && !entries.has(entry.slug)) entries.set(entry.slug, entry);
  }
  return registryOf(loaded, entries, broken);
}

function registryOf(
  folders: Map<string, LoadedConnector>,
  entries: Map<string, CatalogueEntry>,
  broken: Registry['broken'],
): Registry {
  const known = new Map(folders);

  function get(slug: string): LoadedConnector | undefined {
    const entry = known.has(slug) ? undefined : entries.get(slug);
    if (entry === undefined) return known.get(slug);
    const result = entry.load();
    if ('reason' in result) {
      entries.delete(slug);
      broken.push({ slug, reason: `catalogue/${slug}.json: ${result.reason}` });
      return undefined;
    }
    const { icon } = entry;
    const loaded = { slug, connector: result.connector, iconPath: '', ...(icon !== undefined && { icon }) };
    known.set(slug, loaded);
    return loaded;
  }

  const slugs = () => [...folders.keys(), ...entries.keys()];
  return {
    get,
    broken,
    list: () => slugs().flatMap((slug) => get(slug) ?? []),
    listed: () => [
      ...[...folders.values()].map(({ slug, connector: { name, category, description, destination } }) => ({
        ...{ slug, name, category, description },
        kind: 'folder' as const,
        takesRecords: destination !== undefined,
      })),
      ...[...entries.values()].map(({ slug, name, category, description }) => ({
        ...{ slug, name, category, description },
        kind: 'catalogue' as const,
        takesRecords: false,
      })),
    ],
    async checkAll() {
      for (const [index, slug] of slugs().entries()) {
        get(slug);
        if (index % checkedAtOnce === 0) await setImmediate();
      }
    },
  };
}

async function slugsIn(root: string): Promise<string[]> {
  const entries = await readdir(/* turbopackIgnore: true */ root, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && isConnectorFolder(entry.name))
    .map((entry) => entry.name)
    .sort();
}

// One registry a process, also when a bundler loads this module twice.
const slot = Symbol.for('portico.connectors');
const holder = globalThis as unknown as Record<symbol, Promise<Registry> | undefined>;

/** The connectors of this process, read once. */
export function registry(): Promise<Registry> {
  holder[slot] ??= loadRegistry();
  return holder[slot];
}

const otherFolders = new Set(['kit', 'catalogue', 'node_modules']);

function isConnectorFolder(name: string): boolean {
  return !otherFolders.has(name) && !name.startsWith('_') && !name.startsWith('.');
}

/** Loads one connector, whatever its folder is called. */
export async function loadFolder(folder: string): Promise<LoadedConnector | { reason: string }> {
  const file = join(folder, 'connector.ts');
  if (!existsSync(/* turbopackIgnore: true */ file)) return { reason: 'this file is missing.' };
  let connector: unknown;
  try {
    // Loaded by Node itself, which strips the types: a bundler can't know folders that are added later.
    const module: unknown = await import(
      /* turbopackIgnore: true */ /* webpackIgnore: true */ /* @vite-ignore */ pathToFileURL(file).href
    );
    connector = typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
  } catch (error) {
    return { reason: `it can't be loaded: ${error instanceof Error ? error.message : String(error)}` };
  }
  const iconPath = join(folder, 'icon.svg');
  const problems = [...problemsOf(connector), ...missingFiles(folder)];
  if (problems.length > 0 || !isConnector(connector)) return { reason: problems.join(' ') };
  return { slug: basename(folder), connector, iconPath };
}

function missingFiles(folder: string): string[] {
  return ['icon.svg', 'README.md']
    .filter((name) => !existsSync(/* turbopackIgnore: true */ join(/* turbopackIgnore: true */ folder, name)))
    .map((name) => `${name} is missing beside it.`);
}

function isConnector(value: unknown): value is Connector {
  return problemsOf(value).length === 0;
}
