import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type LoadedConnector, registry } from '#connectors/registry.ts';
import { baseUrl } from '#server/env.ts';
import { type ConnectorPage, connectorPage } from './connector-page.ts';

// A definition does not change while the process runs, and with another definition comes another page.
const made = new WeakMap<LoadedConnector, Promise<ConnectorPage>>();

/** The public page of a connector that everybody has; undefined where there is none. Never of an environment's own one. */
export async function findConnectorPage(slug: string): Promise<ConnectorPage | undefined> {
  const loaded = (await registry()).get(slug);
  if (loaded === undefined) return undefined;
  const page = made.get(loaded) ?? makePage(loaded);
  made.set(loaded, page);
  return page;
}

async function makePage(loaded: LoadedConnector): Promise<ConnectorPage> {
  return connectorPage(loaded, { base: baseUrl(), readme: await readmeOf(loaded) });
}

/** It stands beside the icon; a connector that is data has neither. */
async function readmeOf({ iconPath }: LoadedConnector): Promise<string | undefined> {
  if (iconPath === '') return undefined;
  return readFile(/* turbopackIgnore: true */ join(dirname(iconPath), 'README.md'), 'utf8');
}
