import { type LoadedConnector, registry } from '#connectors/registry.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { isOwnSlug, loadOwn } from '#server/own-connectors/load-own.ts';

/** The connector of this name, as this environment has it; undefined where it can't be used. */
export async function findConnector(tx: TenantTx, slug: string): Promise<LoadedConnector | undefined> {
  if (!isOwnSlug(slug)) return (await registry()).get(slug);
  const own = await loadOwn(tx, slug);
  return 'loaded' in own ? own.loaded : undefined;
}

/** The connector of this name, as this environment has it, or why there is none. */
export async function getConnector(tx: TenantTx, slug: string): Promise<LoadedConnector> {
  const loaded = await findConnector(tx, slug);
  if (loaded !== undefined) return loaded;
  if (isOwnSlug(slug)) {
    throw new AppError('not_found', (await connectorProblem(tx, slug)) ?? `There is no connector ${slug} here.`, {
      remedy: 'Publish it on the page Connectors of the console.',
    });
  }
  const broken = (await registry()).broken.find((one) => one.slug === slug);
  if (broken === undefined) {
    throw new AppError('not_found', `There is no connector ${slug} here.`, {
      remedy: `Put it into the folder ${slug} beside the other connectors.`,
    });
  }
  throw new AppError('not_found', `The connector ${slug} can't be used. ${broken.reason}`, {
    remedy: 'Correct it and start Portico again.',
  });
}

/** Why a connector can't be used, as a sentence that names the file; null where it can. */
export async function connectorProblem(tx: TenantTx, slug: string): Promise<string | null> {
  if (isOwnSlug(slug)) {
    const own = await loadOwn(tx, slug);
    return 'reason' in own ? own.reason : null;
  }
  const connectors = await registry();
  if (connectors.get(slug)) return null;
  const broken = connectors.broken.find((one) => one.slug === slug);
  return broken?.reason ?? `There is no folder ${slug} beside the other connectors.`;
}
