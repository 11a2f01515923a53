import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { StartError } from '../settings.ts';
import type { PorticoApi } from './api.ts';

const endpointSchema = z.object({ id: z.string(), url: z.string(), status: z.string() });
const listSchema = z.object({ items: z.array(endpointSchema), nextCursor: z.string().nullable() });
const madeSchema = z.object({ id: z.string(), secret: z.string() });
const keptSchema = z.object({ endpoint: z.object({ id: z.string(), url: z.string(), secret: z.string() }) });
type Kept = z.infer<typeof keptSchema>['endpoint'];

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

export interface WebhookEndpointOptions {
  portico: PorticoApi;
  dataFile: string | undefined;
  closing: AbortSignal;
  report: (sentence: string) => void;
}

/** Acme's own endpoint at Portico: made once, its secret kept in the data file, made anew where Portico no longer has it. */
export class WebhookEndpoint {
  readonly #options: WebhookEndpointOptions;
  #kept: Kept | undefined;
  #ready = false;

  constructor(options: WebhookEndpointOptions) {
    this.#options = options;
    if (options.dataFile !== undefined && existsSync(options.dataFile)) this.#kept = readKept(options.dataFile);
  }

  get secret(): string | undefined {
    return this.#kept?.secret;
  }

  /** Whether Portico has confirmed it since the start. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Tries until Portico answers, however long that takes: Acme works without webhooks too, only later. */
  async register(url: string): Promise<void> {
    const { closing, report } = this.#options;
    for (let pauseMs = FIRST_WAIT_MS; !closing.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_WAIT_MS)) {
      try {
        await this.#settle(url);
        this.#ready = true;
        return;
      } catch (error) {
        if (closing.aborted) return;
        report(`The webhook endpoint is not set up yet, next try in ${pauseMs / 1000} s: ${String(error)}`);
        await wait(pauseMs, undefined, { signal: closing }).catch(() => {});
      }
    }
  }

  async #settle(url: string): Promise<void> {
    const { portico } = this.#options;
    let isThere = false;
    for (const endpoint of await this.#list()) {
      if (endpoint.id === this.#kept?.id && endpoint.url === url) {
        isThere = true;
        if (endpoint.status !== 'enabled')
          await portico.call(`/webhook-endpoints/${endpoint.id}/enable`, { method: 'POST', answer: z.unknown() });
      } else if (endpoint.url === url || endpoint.id === this.#kept?.id) {
        // One of ours that is of no use: its secret is lost, or it points to where Acme was before.
        await portico.call(`/webhook-endpoints/${endpoint.id}`, { method: 'DELETE', answer: z.unknown() });
      }
    }
    if (isThere) return;
    const { id, secret } = await portico.call('/webhook-endpoints', {
      method: 'POST',
      body: { url },
      answer: madeSchema,
    });
    this.#keep({ id, url, secret });
  }

  async #list(): Promise<z.infer<typeof endpointSchema>[]> {
    const all: z.infer<typeof endpointSchema>[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#options.portico.call('/webhook-endpoints', {
        query: { cursor, limit: 200 },
        answer: listSchema,
      });
      all.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return all;
  }

  #keep(endpoint: Kept): void {
    this.#kept = endpoint;
    const { dataFile } = this.#options;
    if (dataFile === undefined) return;
    // Written beside and moved: a crash leaves the old file or the new one, never half of one.
    mkdirSync(dirname(dataFile), { recursive: true });
    const next = `${dataFile}.next`;
    writeFileSync(next, `${JSON.stringify({ endpoint }, null, 2)}\n`, { mode: 0o600 });
    chmodSync(next, 0o600);
    renameSync(next, dataFile);
  }
}

function readKept(file: string): Kept {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).endpoint;
  } catch (cause) {
    const remedy = 'Delete the file, and Acme makes a new webhook endpoint.';
    throw new StartError(`Acme cannot start: ${file} (ACME_DATA) is not what Acme wrote there. ${remedy}`, { cause });
  }
}
