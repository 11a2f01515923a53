import { resolve } from 'node:path';
import pg from 'pg';
import { AppError } from '#server/errors.ts';
import { superuser } from './init-cluster.ts';
import { disownPostmaster, type Postmaster, readPostmaster } from './postmaster-file.ts';
import { worksIn } from './process-identity.ts';
import { endServer, isGone } from './stop-server.ts';

interface Leftover {
  native: string;
  cluster: string;
  password: string;
  onProgress: (sentence: string) => void;
}

/** Ends a server whose Portico died without stopping it. The caller owns the cluster, so nobody alive uses that server. */
export async function endLeftoverServer({ native, cluster, password, onProgress }: Leftover): Promise<void> {
  const postmaster = readPostmaster(cluster);
  if (postmaster === undefined) return;
  const { pid } = postmaster;
  if (isGone(pid) || (!worksIn(pid, cluster) && !(await answersFor(cluster, postmaster, password)))) {
    // A server that ended in between took its file along.
    if (readPostmaster(cluster)?.pid === pid) disownPostmaster(cluster);
    return;
  }
  onProgress('An earlier start left its database running; it is stopped first.');
  if (await endServer({ pid, native, cluster }, () => isGone(pid))) return;
  throw new AppError(
    'misconfigured',
    `The database server that an earlier start left behind (process ${pid}) can't be stopped.`,
    {
      remedy: `End process ${pid} by hand, then start again.`,
    },
  );
}

async function answersFor(cluster: string, { port }: Postmaster, password: string): Promise<boolean> {
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port, user: superuser, password, database: 'postgres' },
    ...{ ssl: false, connectionTimeoutMillis: 2000, query_timeout: 2000 },
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return resolve(rows[0]?.data_directory ?? '') === resolve(cluster);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
