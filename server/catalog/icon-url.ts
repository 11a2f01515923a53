import { baseUrl } from '#server/env.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { isOwnSlug } from '#server/own-connectors/load-own.ts';

/** Where a connector's icon is. That of an environment's own one is found by the environment, too. */
export function iconUrl({ connector, environment_id }: { connector: string; environment_id: EnvironmentId }): string {
  const url = `${baseUrl()}/api/icons/${connector}`;
  return isOwnSlug(connector) ? `${url}?environment=${environment_id}` : url;
}
