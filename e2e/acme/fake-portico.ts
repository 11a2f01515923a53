import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { Change } from './portico/feed-page.ts';

interface Endpoint {
  id: string;
  url: string;
  status: 'enabled' | 'disabled';
  secret: string;
}

interface Delivered {
  id?: string;
  secret?: string;
  at?: Date;
}

const SECRET_KEY = 'sk_dev_fake';
const newEndpoint = z.object({ url: z.url() });

/** The vendor's view of Portico's REST contract, for Acme's own tests: a feed per customer and model, endpoints, deliveries. */
export class FakePortico {
  readonly secretKey = SECRET_KEY;
  /** `METHOD path` of every call. */
  readonly calls: string[] = [];
  readonly endpoints: Endpoint[] = [];
  /** Every write, as it was asked for, and what is said to have come of it. */
  readonly writes: unknown[] = [];
  writeOutcome: object = { state: 'written', error: null };
  /** Answers that come before the real ones. */
  readonly failures: number[] = [];
  /** How many records a page of the feed has at most. */
  pageSize = 1000;
  /** Answered so much later. */
  delayMs = 0;
  /** Feed reads of one customer that ran at the same time, at most. */
  mostAtOnce = 0;
  /** By `customer/model`, the first one and those after each `connectAnew`. */
  readonly #syncIds = new Map<string, string[]>();
  readonly #reading = new Map<string, number>();
  readonly #feed = new Map<string, { seq: number; change: Change }>();
  readonly #server = createServer((req, res) => void this.#answer(req, res));
  #seq = 0;
  #generation = 1;
  #numbers = 0;
  url = '';

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    this.url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
    return this;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  /** Like the real feed: a record is in it once, with its latest change. */
  change(
    customer: string,
    model: string,
    action: Change['action'],
    id: string,
    data: Record<string, unknown> | null,
  ): void {
    this.#seq += 1;
    const change: Change = {
      id,
      customerId: `cus_${customer}`,
      customerExternalId: customer,
      syncId: this.#syncIdsOf(customer, model).at(-1) ?? '',
      model,
      action,
      data,
      changedAt: new Date().toISOString(),
    };
    this.#feed.set(`${customer}/${model}/${id}`, { seq: this.#seq, change });
  }

  /** The account was disconnected, which takes its records out of the feed without a word, and connected again. */
  connectAnew(customer: string, model: string): void {
    for (const [key, { change }] of this.#feed)
      if (change.customerExternalId === customer && change.model === model) this.#feed.delete(key);
    const ids = this.#syncIdsOf(customer, model);
    this.#syncIds.set(`${customer}/${model}`, [...ids, `syn_${customer}_${model}_${ids.length + 1}`]);
  }

  #syncIdsOf(customer: string, model: string): string[] {
    return this.#syncIds.get(`${customer}/${model}`) ?? [`syn_${customer}_${model}`];
  }

  /** As after a new database: nothing is there, and old cursors mean nothing. */
  forgetEverything(): void {
    this.#feed.clear();
    this.#generation += 1;
  }

  /** Sends a signed message to Acme's endpoint; resolves with the status of the answer. */
  async deliver(
    type: string,
    data: Record<string, unknown>,
    { id = `msg_${++this.#numbers}`, secret, at = new Date() }: Delivered = {},
  ) {
    const endpoint = this.endpoints[0];
    if (endpoint === undefined) throw new Error('Acme made no endpoint.');
    const payload = JSON.stringify({ type, timestamp: at.toISOString(), data });
    const response = await fetch(endpoint.url, {
      method: 'POST',
      body: payload,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret ?? endpoint.secret).sign(id, at, payload),
      },
    });
    await response.body?.cancel();
    return response.status;
  }

  recordsChanged(customer: string, model: string, counts: { added?: number; updated?: number; deleted?: number } = {}) {
    const ids = { customerId: `cus_${customer}`, customerExternalId: customer, syncId: `syn_${customer}_${model}` };
    return { ...ids, model, added: 0, updated: 0, deleted: 0, ...counts, cursor: this.#cursor(this.#seq) };
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://portico');
    this.calls.push(`${req.method} ${url.pathname}`);
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString('utf8');
    const { status, body } = await this.#route(req, url, text === '' ? null : JSON.parse(text));
    res.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body));
  }

  async #route(req: IncomingMessage, url: URL, body: unknown): Promise<{ status: number; body?: unknown }> {
    const failure = this.failures.shift();
    if (failure !== undefined) return refusal(failure, 'Portico is not well.');
    if (req.headers.authorization !== `Bearer ${SECRET_KEY}`) return refusal(401, 'The secret key is unknown.');
    const [, , , noun = '', id] = url.pathname.split('/');
    switch (`${req.method} ${noun}`) {
      case 'GET records':
        return this.#records(url.searchParams);
      case 'POST writes':
        this.writes.push(body);
        return { status: 200, body: { items: [this.writeOutcome] } };
      case 'GET customers':
        return { status: 200, body: { id, externalId: id?.replace(/^cus_/, '') } };
      case 'GET syncs': {
        const owner = url.searchParams.get('customerId')?.slice(4) ?? '';
        const items = ['contact', 'place'].flatMap((model) =>
          this.#syncIdsOf(owner, model).map((id) => ({ id, connectionId: `con_${owner}_${model}` })),
        );
        return { status: 200, body: { items, nextCursor: null } };
      }
      case 'GET connections': {
        const owner = url.searchParams.get('customerId')?.slice(4);
        const names = { contact: 'Tidewater', place: 'PostgreSQL' };
        const items = Object.entries(names).map(([model, name]) => ({
          id: `con_${owner}_${model}`,
          integration: { slug: '', name },
          account: `${name} of ${owner}`,
        }));
        return { status: 200, body: { items, nextCursor: null } };
      }
      case 'GET webhook-endpoints':
        return {
          status: 200,
          body: { items: this.endpoints.map(({ secret: _, ...shown }) => shown), nextCursor: null },
        };
      case 'POST webhook-endpoints':
        return url.pathname.endsWith('/enable') ? this.#enable(id) : this.#makeEndpoint(newEndpoint.parse(body).url);
      case 'DELETE webhook-endpoints':
        this.endpoints.splice(0, this.endpoints.length, ...this.endpoints.filter((endpoint) => endpoint.id !== id));
        return { status: 200, body: {} };
      default:
        return refusal(404, `There is no ${url.pathname}.`);
    }
  }

  async #records(params: URLSearchParams): Promise<{ status: number; body?: unknown }> {
    const customer = params.get('customer') ?? '';
    const running = (this.#reading.get(customer) ?? 0) + 1;
    this.#reading.set(customer, running);
    this.mostAtOnce = Math.max(this.mostAtOnce, running);
    await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    this.#reading.set(customer, running - 1);
    const cursor = params.get('cursor');
    if (cursor !== null && !cursor.startsWith(`g${this.#generation}_`))
      return refusal(400, 'This cursor is not from here.', 'cursor');
    const all = [...this.#feed.values()].filter(({ change }) => change.customerExternalId === customer);
    if (all.length === 0 && cursor === null) return refusal(404, `There is no customer ${customer}.`);
    const after = cursor === null ? 0 : Number(cursor.split('_')[1]);
    const rest = all
      .filter(({ seq, change }) => seq > after && change.model === params.get('model'))
      .sort((a, b) => a.seq - b.seq);
    const page = rest.slice(0, Math.min(Number(params.get('limit') ?? 100), this.pageSize));
    const last = page.at(-1)?.seq ?? after;
    const records = page.map(({ change }) => change);
    return { status: 200, body: { records, cursor: this.#cursor(last), more: rest.length > page.length } };
  }

  #makeEndpoint(url: string) {
    this.#numbers += 1;
    const secret = `whsec_${Buffer.from(`the secret of endpoint ${this.#numbers}, made here`).toString('base64')}`;
    const endpoint: Endpoint = { id: `ep_${this.#numbers}`, url, status: 'enabled', secret };
    this.endpoints.push(endpoint);
    return { status: 200, body: endpoint };
  }

  #enable(id: string | undefined) {
    for (const endpoint of this.endpoints) if (endpoint.id === id) endpoint.status = 'enabled';
    return { status: 200, body: {} };
  }

  #cursor(seq: number): string {
    return `g${this.#generation}_${seq}`;
  }
}

function refusal(status: number, message: string, field?: string) {
  return { status, body: { error: { code: 'refused', message, field, requestId: 'req_1' } } };
}
