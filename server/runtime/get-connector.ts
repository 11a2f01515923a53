import { type LoadedConnector, registry } from '#connectors/registry.ts';
import { AppError } from '#server/errors.ts';

/** The connector of this name, or why there is none. */
export async function getConnector(slug: string): Promise<LoadedConnector> {
  const connectors = await registry();
  const loaded = connectors.get(slug);
  if (loaded !== undefined) return loaded;
  const broken = connectors.broken.find((one) => one.slug === slug);
  if (broken === undefined) {
    throw new AppError('not_found', `There is no connector ${slug} here.`, {
      remedy: `Put it into the folder ${slug} beside the other connectors.`,
    });
  }
  throw new AppError('not_found', `The connector ${slug} can't be used. ${broken.reason}`, {
    remedy: 'Correct its folder and start Portico again.',
  });
}
