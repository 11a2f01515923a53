import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const asked = z.object({ url: z.string(), secret: z.string(), events: z.array(z.string()), room: z.string() });

interface Subscription extends z.output<typeof asked> {
  id: string;
  expiresAt: string | undefined;
}

/** The third party of the fixture connector `bell`: who asked to be told, and until when. */
export class TestBellApp {
  readonly subscriptions = new Map<string, Subscription>();
  readonly calls: string[] = [];
  /** How long a subscription lives; for ever unless told. */
  livesMs: number | undefined;
  /** Called before it answers, while the other side waits. */
  beforeAnswer: (subscription: z.output<typeof asked>) => Promise<void> = async () => undefined;
  /** What it answers instead. */
  fails: number | undefined;
  #count = 0;
  readonly #server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const text = Buffer.concat(await request.toArray()).toString();
    this.calls.push(`${method} ${url}`);
    const [status, body] = this.fails ? [this.fails, {}] : await this.#answer(method, url, text);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });

  async #answer(method: string, url: string, text: string): Promise<[number, unknown]> {
    const [, , id = '', renewal] = url.split('/');
    if (url === '/notes') return [200, { notes: [] }];
    if (method === 'POST' && id === '') {
      const subscription = asked.parse(JSON.parse(text));
      await this.beforeAnswer(subscription);
      return [200, this.#keep(`sub-${++this.#count}`, subscription)];
    }
    const known = this.subscriptions.get(id);
    if (!known) return [404, {}];
    if (renewal === 'renew') return [200, this.#keep(id, known)];
    this.subscriptions.delete(id);
    return [200, {}];
  }

  #keep(id: string, subscription: z.output<typeof asked>) {
    const expiresAt = this.livesMs === undefined ? undefined : new Date(Date.now() + this.livesMs).toISOString();
    this.subscriptions.set(id, { ...subscription, id, expiresAt });
    return { id, expiresAt };
  }

  async start(): Promise<{ origin: string; host: string }> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return { origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
