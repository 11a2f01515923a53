import { Client } from 'pg';
import { appUrl } from '#server/db/app-role.ts';
import { log } from '#server/log.ts';

const reconnectMs = 2000;

/**
 * Calls a channel's function for each NOTIFY on it, with what was told, and all of them with nothing after each
 * reconnect (what was told meanwhile is lost). Returns the stop function.
 */
export function listen(channels: Record<string, (told?: string) => void>): () => Promise<void> {
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const connect = async () => {
    const fresh = new Client({ connectionString: appUrl(), application_name: 'portico listener', keepAlive: true });
    client = fresh;
    fresh.on('error', () => undefined);
    fresh.once('end', () => retry());
    fresh.on('notification', ({ channel, payload }) => channels[channel]?.(payload));
    await fresh.connect();
    for (const [channel, onNotice] of Object.entries(channels)) {
      await fresh.query(`listen ${channel}`);
      onNotice();
    }
  };
  const retry = () => {
    if (stopped || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      connect().catch((error: unknown) => {
        log.warn('The listener lost the database; it tries again.', { error });
        retry();
      });
    }, reconnectMs);
  };

  connect().catch(() => retry());
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
