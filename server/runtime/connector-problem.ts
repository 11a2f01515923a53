import { registry } from '#connectors/registry.ts';

/** Why a connector can't be used, as a sentence that names the file; null where it can. */
export async function connectorProblem(slug: string): Promise<string | null> {
  const connectors = await registry();
  if (connectors.get(slug)) return null;
  const broken = connectors.broken.find((one) => one.slug === slug);
  return broken?.reason ?? `There is no folder ${slug} beside the other connectors.`;
}
