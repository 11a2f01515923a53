import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '#server/errors.ts';
import { findPostgresPackage, usableBinaries } from './binaries.ts';
import { type ClusterLocation, locateCluster } from './cluster-location.ts';
import { ownCluster } from './cluster-owner.ts';
import { choosePort, portTaken, rememberPort } from './free-port.ts';
import { ensureCluster, refuseOtherVersion } from './init-cluster.ts';
import { endLeftoverServer } from './leftover-server.ts';
import { readLog } from './server-log.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { serverSettings } from './server-settings.ts';
import { serverUrl } from './server-url.ts';
import { startFailure } from './start-failure.ts';

export interface EmbeddedPostgres {
  /** As superuser, to the database `postgres`. */
  url: string;
  port: number;
  /** As superuser, to any database. */
  adminUrl(database: string): string;
  /** Close your pools first. Nothing runs any more when it resolves. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  dataDir: string;
  /** Default: the port of the last start, else a free one. */
  port?: number;
  password: string | (() => string);
  onProgress?: (sentence: string) => void;
  /** For tests: quick, and lost when the machine stops. */
  ephemeral?: boolean;
  maxConnections?: number;
}

const attempts = 20;

/**
 * Starts PostgreSQL from npm on `dataDir`, which is made at the first start. It ends with `stop`, and at the latest with
 * this process, even if that is killed. Throws `misconfigured` with a remedy for everything that a person can mend.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const onProgress = options.onProgress ?? (() => {});
  const dataDir = resolve(options.dataDir);
  let release = (): void => {};
  try {
    const location = locateCluster(dataDir, onProgress);
    release = ownCluster(location.home);
    return await startOwned(location, options, { onProgress, release });
  } catch (error) {
    release();
    const isFromSystem = error instanceof Error && 'syscall' in error;
    throw isFromSystem ? startFailure(dataDir, error.message, error) : error;
  }
}

async function startOwned(
  location: ClusterLocation,
  options: EmbeddedPostgresOptions,
  { onProgress, release }: { onProgress: (sentence: string) => void; release: () => void },
): Promise<EmbeddedPostgres> {
  const password = typeof options.password === 'function' ? options.password() : options.password;
  const ephemeral = options.ephemeral ?? false;
  const { cluster, home } = location;
  const postgres = findPostgresPackage();
  const native = usableBinaries(postgres, location, onProgress);
  await ensureCluster(location, { native, password, ephemeral, onProgress });
  refuseOtherVersion(cluster, postgres.version);
  await endLeftoverServer({ native, cluster, password, onProgress });

  const { server, port } = await startOnFreePort(location, options, { native, ephemeral, onProgress });
  const adminUrl = (database: string): string => serverUrl({ port, password, database });
  try {
    await logIn(adminUrl('postgres'), cluster);
    rememberPort(home, port);
  } catch (error) {
    await server.stop();
    throw error;
  }
  server.onLost(() => onProgress(`The embedded PostgreSQL ended by itself; ${home}/postgres.log says why.`));
  return {
    url: adminUrl('postgres'),
    port,
    adminUrl,
    stop: async () => {
      await server.stop();
      release();
    },
  };
}

/** Once more when somebody took the port in between, or when the last backend of a killed server still has to end. */
async function startOnFreePort(
  location: ClusterLocation,
  { port: given, maxConnections = 100 }: EmbeddedPostgresOptions,
  { native, ephemeral, onProgress }: { native: string; ephemeral: boolean; onProgress: (sentence: string) => void },
): Promise<{ server: ServerProcess; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(location.home, given);
    const server = startServer(location, { native, settings: serverSettings({ port, ephemeral, maxConnections }) });
    const isReady = await server.becomesReady(() =>
      onProgress('PostgreSQL is repairing its files after it was cut off; this can take some minutes.'),
    );
    if (isReady) return { server, port };
    await server.stop();
    const said = readLog(location.home);
    const lostPort = /Address already in use/.test(said);
    if (lostPort && given !== undefined) throw portTaken(given);
    const passes = lostPort || /pre-existing shared memory block/.test(said);
    if (!passes || attempt === attempts) throw startFailure(location.cluster, said);
    await delay(250);
  }
}

async function logIn(url: string, cluster: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError && cause.code === '28P01'))
      throw startFailure(cluster, String(cause), cause);
    throw new AppError('misconfigured', `The password that Portico has is not that of the database in ${cluster}.`, {
      cause,
      remedy: 'Put back the key that belongs to that folder, or choose another folder with PORTICO_DATA.',
    });
  } finally {
    await client.end().catch(() => {});
  }
}
