import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A vendor's webhook receiver, which answers as the test tells it to. */
export class TestReceiver {
  readonly received: Received[] = [];
  answer: { status: number; body?: string; headers?: Record<string, string>; delayMs?: number } = { status: 204 };
  #server: Server | undefined;

  async start(): Promise<string> {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      const { status, body = '', headers = {}, delayMs = 0 } = this.answer;
      setTimeout(() => response.writeHead(status, headers).end(body), delayMs);
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('The receiver has no port.');
    return `http://127.0.0.1:${address.port}/hooks`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise<void>((resolve) => this.#server?.close(() => resolve()) ?? resolve());
  }
}
