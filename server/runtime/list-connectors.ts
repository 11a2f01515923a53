import { type LoadedConnector, registry } from '#connectors/registry.ts';

/** Every connector that can be used. */
export async function listConnectors(): Promise<LoadedConnector[]> {
  return (await registry()).list();
}
