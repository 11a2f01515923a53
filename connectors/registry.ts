import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { env } from '#server/env.ts';
import { problemsOf } from './check-connector.ts';
import type { Connector } from './kit/index.ts';

export interface LoadedConnector {
  slug: string;
  connector: Connector;
  /** Absolute path of its icon.svg. */
  iconPath: string;
}

export interface Registry {
  get(slug: string): LoadedConnector | undefined;
  list(): LoadedConnector[];
  /** Folders that can't be used, each with a sentence. */
  broken: { slug: string; reason: string }[];
}

const unusableName = `the folder's name must be lower-case words joined by hyphens, such as "acme-crm".`;
const slugPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Reads every connector folder. One that is broken is set aside with its reason; the others load. Of two with one name, the first counts. */
export async function loadRegistry(folders: string | string[] = env().PORTICO_CONNECTORS): Promise<Registry> {
  const loaded = new Map<string, LoadedConnector>();
  const broken: Registry['broken'] = [];
  for (const root of [folders].flat().map((folder) => resolve(folder))) {
    for (const slug of await slugsIn(root)) {
      if (loaded.has(slug)) continue;
      const result = slugPattern.test(slug) ? await loadFolder(join(root, slug)) : { reason: unusableName };
      if ('reason' in result) broken.push({ slug, reason: `${basename(root)}/${slug}/connector.ts: ${result.reason}` });
      else loaded.set(slug, result);
    }
  }
  return { get: (slug) => loaded.get(slug), list: () => [...loaded.values()], broken };
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

function isConnectorFolder(name: string): boolean {
  return name !== 'kit' && !name.startsWith('_') && !name.startsWith('.') && name !== 'node_modules';
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
