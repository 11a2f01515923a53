import { superuser } from './init-cluster.ts';

interface ServerAddress {
  port: number;
  password: string;
  database: string;
}

/** As superuser. `sslmode` is written out, so that a user's PGSSLMODE can't break it. */
export function serverUrl({ port, password, database }: ServerAddress): string {
  return `postgres://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}?sslmode=disable`;
}
