import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contract } from '#connectors/kit/contract.ts';
import { type LoadedConnector, loadFolder } from '#connectors/registry.ts';
import { AppError } from '#server/errors.ts';

export type LoadedContract = { loaded: LoadedConnector; contract: Contract } | { slug: string; reason: string };

/** The connectors of these folders that have a contract, or those that are named. */
export async function loadContracts(folders: string[], slugs: string[]): Promise<LoadedContract[]> {
  const all = folders.map((folder) => resolve(folder)).flatMap(contractsIn);
  const missing = slugs.find((slug) => all.every((found) => found.slug !== slug));
  if (missing !== undefined)
    throw new AppError('not_found', `There is no ${missing}/contract.ts in ${folders.join(', ')}.`, {
      remedy: 'Name a connector that has a contract.',
    });
  const contracts: LoadedContract[] = [];
  for (const { slug, folder } of all.filter((found) => slugs.length === 0 || slugs.includes(found.slug))) {
    contracts.push(await loadOne(slug, folder));
  }
  return contracts;
}

async function loadOne(slug: string, folder: string): Promise<LoadedContract> {
  const loaded = await loadFolder(folder);
  if ('reason' in loaded) return { slug, reason: loaded.reason };
  try {
    const module: unknown = await import(pathToFileURL(join(folder, 'contract.ts')).href);
    const contract = typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
    return isContract(contract)
      ? { loaded, contract }
      : { slug, reason: 'contract.ts exports no contract by default.' };
  } catch (error) {
    return { slug, reason: `contract.ts can't be loaded: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function contractsIn(root: string): { slug: string; folder: string }[] {
  const names = readdirSync(root).filter((name) => name !== 'kit' && !name.startsWith('_'));
  return names
    .sort()
    .map((slug) => ({ slug, folder: join(root, slug) }))
    .filter(({ folder }) => existsSync(join(folder, 'contract.ts')));
}

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'descriptions' in value && Array.isArray(value.descriptions);
