import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { handleApi } from './api/api-routes.ts';
import { handleAsset } from './assets.ts';
import { describeState, type SandboxState } from './control/control-actions.ts';
import { handleControl } from './control/control-routes.ts';
import { DataFile, readDataFile } from './data-file.ts';
import { type Exchange, send, sendPage } from './http-exchange.ts';
import { type ClientRegistration, clientSchema, registerClient } from './oauth/clients.ts';
import { handleInteraction } from './oauth/interaction-routes.ts';
import { createKeys } from './oauth/keys.ts';
import { handleOAuth } from './oauth/oauth-routes.ts';
import { createProvider } from './oauth/provider.ts';
import { handleApp } from './pages/app-routes.ts';
import { downPage, errorPage } from './pages/error-page.ts';
import type { SandboxOptions } from './settings.ts';
import { handleWays } from './ways-in/ways-routes.ts';
import { World } from './world.ts';

export interface Sandbox {
  origin: string;
  port: number;
  /** The same as `GET /control/api/state`. */
  state(): SandboxState;
  /** The same as `POST /control/api/clients`. */
  registerClient(client: ClientRegistration): Promise<void>;
  /** Ends every connection and writes the data file. */
  close(): Promise<void>;
}

type Handler = (exchange: Exchange) => Promise<void>;

/** Starts Tidewater in this process. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const kept = options.dataFile === undefined ? undefined : await readDataFile(options.dataFile);
  const keys = kept?.keys ?? (await createKeys());
  const world = new World({
    keys,
    contacts: options.contacts ?? 1_240,
    ratePer10s: options.ratePer10s ?? 300,
    webhookRetryMs: options.webhookRetryMs ?? 1_000,
    onContact: options.onContact,
  });
  if (kept !== undefined) world.restore(kept);
  for (const client of options.clients ?? []) await registerClient(world.oauth, clientSchema.parse(client));

  let handle: Handler = async ({ res }) => send(res, 503, 'text/plain', 'Tidewater is starting.');
  const server = createServer((req, res) => void answer(req, res, (exchange) => handle(exchange)));
  // On a machine that is busy a connection would else be closed while a request is on its way to it.
  server.keepAliveTimeout = 60_000;
  const port = await listen(server, options.port ?? 4702, options.host ?? '127.0.0.1');
  const origin = new URL(options.origin ?? `http://localhost:${port}`).origin;
  const provider = createProvider({ origin, storage: world.oauth, keys, accessTtlS: options.accessTtlS ?? 300 });
  provider.on('grant.success', (ctx) => world.counts.tokenIssued(String(ctx.oidc.params?.grant_type)));
  provider.on('grant.error', (ctx) => world.counts.tokenRefused(String(ctx.oidc.params?.grant_type)));
  handle = (exchange) => route(exchange, world, provider);

  const file = options.dataFile === undefined ? undefined : new DataFile(options.dataFile, () => world.snapshot());
  if (file !== undefined) {
    world.onChange = () => file.writeSoon();
    await file.flush();
  }
  return {
    origin,
    port,
    state: () => describeState(world),
    registerClient: (client) => registerClient(world.oauth, clientSchema.parse(client)),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, world.close()]);
      await file?.flush();
    },
  };
}

async function route(exchange: Exchange, world: World, provider: ReturnType<typeof createProvider>): Promise<void> {
  const { res, url, method } = exchange;
  const area = url.pathname.split('/')[1] ?? '';
  if (area === 'control') return handleControl(exchange, world);
  if (area === 'assets') return handleAsset(exchange);
  if (area === 'api' || area === 'oauth') world.counts.request(method, url.pathname);
  if (area === 'api') return handleApi(exchange, world, provider);
  if (area === 'ways') return handleWays(exchange, world, provider);
  const isToken = url.pathname === '/oauth/token';
  if (world.faults.down === 'all' && !isToken) return sendPage(res, 503, downPage());
  if (area === 'oauth' || area === '.well-known') return handleOAuth(exchange, world, provider);
  if (area === 'interaction') return handleInteraction(exchange, world, provider);
  return handleApp(exchange, world, provider);
}

async function answer(req: IncomingMessage, res: ServerResponse, handle: Handler): Promise<void> {
  const url = URL.parse(req.url ?? '/', `http://${req.headers.host ?? 'localhost'}`);
  if (url === null) return send(res, 400, 'text/plain; charset=utf-8', 'This address cannot be read.');
  try {
    await handle({ req, res, url, method: req.method ?? 'GET' });
  } catch (error) {
    if (res.destroyed) return;
    process.stderr.write(`tidewater: ${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
    if (res.headersSent) return void res.destroy();
    const message = 'Something failed on our side while answering this.';
    sendPage(
      res,
      500,
      errorPage({ title: 'Tidewater could not finish this', message, remedy: 'Go back and try again.' }),
    );
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
