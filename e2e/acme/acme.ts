import { createPrivateKey } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { customers } from './accounts.ts';
import { ActivityLog } from './activity/activity-log.ts';
import { listen } from './listen.ts';
import { PorticoApi } from './portico/api.ts';
import { Feed } from './portico/feed.ts';
import { Sources } from './portico/sources.ts';
import { WebhookEndpoint } from './portico/webhook-endpoint.ts';
import { Library, models } from './records/library.ts';
import { answer } from './routes.ts';
import { type AcmeOptions, StartError } from './settings.ts';
import { Sessions } from './sign-in/sessions.ts';

const CATCH_UP_MS = 60_000;

export interface RunningAcme {
  origin: string;
  port: number;
  close(): Promise<void>;
}

/** Starts Acme in this process. `close` ends it and whatever it had begun. */
export async function startAcme(options: AcmeOptions): Promise<RunningAcme> {
  const { port = 4701, host = '127.0.0.1', porticoUrl, dataFile, catchUpMs = CATCH_UP_MS, report = () => {} } = options;
  requireSigningKey(options.embedKey.privateKey);
  const closing = new AbortController();
  const { signal } = closing;
  const portico = new PorticoApi({ url: porticoUrl, secretKey: options.secretKey, closing: signal });
  const library = new Library();
  const sources = new Sources(portico, report);
  const feed = new Feed({ portico, library, sources });
  const log = new ActivityLog();

  const endpoint =
    options.webhookSecret === undefined
      ? new WebhookEndpoint({ portico, dataFile, closing: signal, report })
      : { secret: options.webhookSecret, ready: true, register: async () => {} };

  const server = createServer();
  server.keepAliveTimeout = 65_000;
  const boundPort = await listen(server, port, host);
  const origin = options.origin ?? `http://localhost:${boundPort}`;
  const background = new Set<Promise<void>>();
  const begin = (work: Promise<void>) => {
    background.add(work);
    void work.finally(() => background.delete(work));
  };
  const context = {
    porticoUrl,
    portico,
    signer: { privateKey: options.embedKey.privateKey, keyId: options.embedKey.id, environment: options.environment },
    sessions: new Sessions(origin),
    library,
    sources,
    feed,
    log,
    endpoint,
    begin,
    report,
  };
  server.on('request', (req, res) => begin(answer(context, req, res)));

  async function catchUp(): Promise<void> {
    while (!signal.aborted) {
      const reads = customers.flatMap((customer) => models.map((model) => feed.pull(customer, model)));
      for (const read of await Promise.allSettled(reads)) {
        if (read.status === 'rejected' && !signal.aborted) report(`The feed could not be read: ${String(read.reason)}`);
      }
      await wait(catchUpMs, undefined, { signal }).catch(() => {});
    }
  }

  begin(endpoint.register(`${origin}/webhooks/portico`));
  begin(catchUp());
  return {
    origin,
    port: boundPort,
    async close() {
      closing.abort();
      server.close();
      server.closeAllConnections();
      await Promise.allSettled(background);
      await feed.idle();
    },
  };
}

function requireSigningKey(pem: string): void {
  const remedy = 'Acme needs the private key (PEM) of an EC P-256 pair whose public half is an embed key in Portico.';
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return;
  } catch (cause) {
    throw new StartError(`Acme cannot start: the embed key cannot be read. ${remedy}`, { cause });
  }
  throw new StartError(`Acme cannot start: the embed key is of another kind. ${remedy}`);
}
