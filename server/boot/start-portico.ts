import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { registry } from '#connectors/registry.ts';
import { drainSpool } from '#server/connections/drain-spool.ts';
import { migrate } from '#server/db/migrate.ts';
import { closeDatabase } from '#server/db/pool.ts';
import { baseUrl, env } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { isExportTarget, serveExport } from '#server/exports/serve-export.ts';
import { isHookTarget } from '#server/hooks/hook-address.ts';
import { serveHook } from '#server/hooks/serve-hook.ts';
import { closeEgress } from '#server/http/egress.ts';
import { serveRaw } from '#server/http/serve-raw.ts';
import { boss, closeBoss } from '#server/jobs/boss.ts';
import { startWork } from '#server/jobs/work.ts';
import { makeKeyFileIfMissing, masterKey } from '#server/keys/key-provider.ts';
import { log } from '#server/log.ts';
import { isProxyTarget, serveProxy } from '#server/proxy/serve-proxy.ts';
import { ensureBuild } from './build.ts';
import { checkPort, portError } from './check-port.ts';
import { onShutdown } from './on-shutdown.ts';
import { type OpenedDatabase, openDatabase } from './open-database.ts';

interface Started {
  url: string;
}

interface StartOptions {
  /** Tells a person what is going on. */
  onProgress?: (sentence: string) => void;
  /** Called once the database is migrated, before pages are served. */
  seed?: (database: OpenedDatabase) => Promise<void>;
  /** Called once pages are served. */
  afterServe?: () => Promise<void>;
  /** Ends what the caller started, before Portico itself ends. */
  beforeStop?: () => Promise<void>;
}

/** Brings everything up in order, each step with its own clear failure, and down again in reverse at a signal. */
export async function startPortico({
  onProgress = (sentence) => log.info(sentence),
  seed,
  afterServe,
  beforeStop,
}: StartOptions = {}): Promise<Started> {
  const { PORTICO_PORT, PORTICO_HOST, PORTICO_WORKER_SLOTS } = env();
  await checkPort(PORTICO_PORT, PORTICO_HOST, 'PORTICO_PORT');
  if (makeKeyFileIfMissing()) onProgress('Made a key file (keep a copy: without it no credential can be read).');
  masterKey();
  const database = await openDatabase(onProgress);
  const stops: (() => Promise<void>)[] = [() => database.stop()];
  const stop = async () => {
    for (const each of stops.reverse()) await each();
  };
  try {
    const applied = await migrate({ ownerUrl: database.ownerUrl, ownRole: env().DATABASE_APP_URL !== undefined });
    if (applied.length > 0)
      onProgress(`Brought the database up to date (${applied.length} migration${applied.length > 1 ? 's' : ''}).`);
    await reportBrokenConnectors();
    await boss();
    stops.push(async () => {
      await closeBoss();
      await closeDatabase();
      await closeEgress();
    });
    await drainSpool();
    if (seed) await seed(database);
    await ensureBuild(onProgress);
    const server = await serve(PORTICO_PORT, PORTICO_HOST);
    stops.push(() => closeServer(server));
    if (PORTICO_WORKER_SLOTS > 0) {
      const work = startWork();
      stops.push(() => work.stop());
    }
    if (beforeStop) stops.push(beforeStop);
    if (afterServe) await afterServe();
  } catch (error) {
    await stop();
    throw error;
  }
  onShutdown(stop);
  log.info(`Portico is ready on ${baseUrl()}.`, { port: PORTICO_PORT });
  return { url: baseUrl() };
}

async function reportBrokenConnectors(): Promise<void> {
  const connectors = await registry();
  const report = (broken: typeof connectors.broken) => {
    for (const { slug, reason } of broken) log.error(`A connector can't be used: ${reason}`, { connector: slug });
  };
  report(connectors.broken);
  const reported = connectors.broken.length;
  // Those that are data alone are judged beside everything else: nobody waits for it.
  void connectors.checkAll().then(() => report(connectors.broken.slice(reported)));
}

async function serve(port: number, host: string): Promise<Server> {
  // Next and next-auth read these by themselves.
  Object.assign(process.env, { NODE_ENV: 'production', NEXTAUTH_URL: baseUrl() });
  const { default: next } = await import('next');
  const app = next({ dev: false, dir: join(import.meta.dirname, '../..') });
  await app.prepare().catch((cause: unknown) => {
    throw new AppError('misconfigured', 'The pages can not be served: the build is missing or broken.', {
      cause,
      remedy: 'Run: npm run build',
    });
  });
  const handle = app.getRequestHandler();
  const server = createServer((request, response) => {
    // Next would read addresses and bodies in its own way; what goes to an app must not change.
    const target = request.url ?? '';
    if (isProxyTarget(target)) void serveRaw(request, response, serveProxy);
    // The same for what an app signs to the letter; and it waits for its answer for seconds only.
    else if (isHookTarget(target)) void serveRaw(request, response, (raw) => serveHook(raw));
    else if (isExportTarget(target)) void serveRaw(request, response, serveExport);
    else void handle(request, response);
  });
  // Longer than load balancers keep an idle connection (60 s mostly): who closes first while the other one sends breaks a request.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(portError(cause, port, 'PORTICO_PORT')));
    server.listen(port, host, resolve);
  });
  return server;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5000).unref();
  });
}
