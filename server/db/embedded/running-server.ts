import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { locateCluster } from './cluster-location.ts';
import { readPostmaster } from './postmaster-file.ts';
import { serverUrl } from './server-url.ts';

/** The address of the server that another process of this machine runs on `dataDir`; undefined where none runs. */
export function findRunningServer(dataDir: string, password: string): ((database: string) => string) | undefined {
  if (!existsSync(resolve(dataDir))) return undefined;
  const { cluster } = locateCluster(resolve(dataDir), () => undefined);
  const running = readPostmaster(cluster);
  return running?.ready ? (database) => serverUrl({ port: running.port, password, database }) : undefined;
}
