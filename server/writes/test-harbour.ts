import { join } from 'node:path';
import {
  AppCallError,
  type ErrorClass,
  type Page,
  type PullRequest,
  type WriteItem,
  type WriteResult,
} from '#connectors/kit/index.ts';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { type Clock, systemClock } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import type { testDatabase } from '#server/db/test-database.ts';
import type { RunId } from '#server/ids.ts';
import type { Mapping } from '#server/mapping/mapping-document.ts';
import { runSync } from '#server/syncs/run-sync.job.ts';
import { type SeededSync, seedSync } from '#server/syncs/test-sync.ts';
import { triggerSync } from '#server/syncs/trigger-sync.ts';
import { api } from '#server/trpc/test-api.ts';
import type { HarbourApp } from './fixture-connectors/harbour/connector.ts';
import { leavesOf, recordOf } from './leaves.ts';
import type { FieldOwners } from './merge-fields.ts';
import { runWrites } from './run-writes.job.ts';

const slot = Symbol.for('portico.test.harbour');
export const never = new AbortController().signal;

export interface Row {
  id: string;
  code: string | null;
  name: string | null;
  berth: string | null;
  crew: Record<string, unknown>;
  updatedAt: number;
}

interface Faults {
  /** Instead of taking anything. */
  before?: ((items: WriteItem[]) => unknown) | undefined;
  /** After a page was read, before it arrives. */
  onPull?: (() => unknown) | undefined;
  /** After all was taken, instead of the answer. */
  after?: ((items: WriteItem[]) => unknown) | undefined;
}

/** A third-party app with a ledger of all that was done to it. */
export class Harbour implements HarbourApp {
  readonly rows = new Map<string, Row>();
  /** Every call that arrived, also those that failed. */
  readonly calls: { object: string; key: string; items: WriteItem[] }[] = [];
  /** Every change of a row that a call made. */
  readonly effects: { key: string; action: string }[] = [];
  readonly #answers = new Map<string, WriteResult[]>();
  #clock = 0;
  #last = 0;
  faults: Faults = {};
  pulls = 0;
  /** Rows that have another key now, and how the app tells of it. */
  readonly merged = new Map<string, string>();

  constructor() {
    Object.assign(globalThis, { [slot]: this });
  }

  /** Somebody edits a row in the app. */
  edit(id: string, change: Partial<Row>): Row {
    const row = {
      id,
      code: null,
      name: null,
      berth: null,
      crew: {},
      ...this.rows.get(id),
      ...change,
      updatedAt: ++this.#clock,
    };
    this.rows.set(id, row);
    return row;
  }

  async pull(_object: string, { mode, watermark }: PullRequest): Promise<Page> {
    this.pulls += 1;
    const since = mode === 'incremental' && typeof watermark === 'number' ? watermark : -1;
    const rows = structuredClone([...this.rows.values()].filter(({ updatedAt }) => updatedAt >= since));
    const clock = this.#clock;
    await this.faults.onPull?.();
    const renamed = [...this.merged].map(([from, to]) => ({ from, to }));
    return { rows, next: null, watermark: clock, ...(renamed.length > 0 && { renamed }) };
  }

  /** Somebody merges a row into another one, or into one that is not there yet. */
  merge(from: string, to: string): void {
    this.edit(to, { ...this.rows.get(from), ...this.rows.get(to), id: to });
    this.rows.delete(from);
    this.merged.set(from, to);
  }

  async get(_object: string, key: string): Promise<unknown> {
    return structuredClone(this.rows.get(this.merged.get(key) ?? key) ?? null);
  }

  async write(object: string, items: WriteItem[], key: string): Promise<WriteResult[]> {
    this.calls.push({ object, key, items: structuredClone(items) });
    await this.faults.before?.(items);
    const known = object === 'buoy' ? this.#answers.get(key) : undefined;
    const results = known ?? items.map((item) => this.#take(object, item));
    this.#answers.set(key, results);
    await this.faults.after?.(items);
    return results;
  }

  #take(object: string, { key, data }: WriteItem): WriteResult {
    if (data.name === 'refused')
      return { error: { class: 'invalid', code: 'bad_name', message: 'Not that name.', field: 'name' } };
    if (data.name === 'busy') return { error: { class: 'rate_limited', message: 'Later.' } };
    const match = object === 'ship' && typeof data.code === 'string' ? [...this.rows.values()].find(({ code }) => code === data.code) : undefined; // biome-ignore format: one thought
    const id = key ?? match?.id;
    if (id !== undefined && !this.rows.has(id)) return { error: { class: 'not_found', message: `There is no ${id}.` } };
    const row = id === undefined ? undefined : this.rows.get(id);
    const merged = recordOf(new Map([...leavesOf(row ?? {}), ...leavesOf(data)]));
    if (Object.keys(Object(merged.crew)).length > 1)
      merged.crew = Object.fromEntries(Object.entries(Object(merged.crew)));
    const made = this.edit(id ?? `s${++this.#last}`, merged);
    this.effects.push({ key: made.id, action: row === undefined ? 'created' : 'updated' });
    return { key: made.id, action: row === undefined ? 'created' : 'updated' };
  }
}

export const fails =
  (kind: ErrorClass, details: object = {}) =>
  () => {
    throw new AppCallError(`It failed: ${kind}.`, { class: kind, ...details });
  };

export interface Port extends SeededSync {
  key: string;
}

process.env.PORTICO_CONNECTORS = ['fixture-connectors', '../syncs/fixture-connectors']
  .map((one) => join(import.meta.dirname, one))
  .join(',');

interface Mapped {
  mapping?: Mapping;
  write?: Mapping;
  keepRaw?: boolean;
  owners?: FieldOwners;
}

/** A vendor with a customer whose harbour is connected and read, and a secret key. */
export async function seedPort(mapped: Mapped = {}): Promise<Port> {
  const seeded = await seedSync({
    connector: 'harbour',
    object: 'ship',
    label: 'ships',
    credential: { kind: 'fields', fields: {} },
    ...mapped,
  });
  const { secret } = await withTenant({ environmentId: seeded.environmentId }, (tx) =>
    createApiKey(tx, { name: 'test' }),
  );
  return { ...seeded, key: secret };
}

/** What a vendor does with a port. */
export function vendorOf(port: Port, database: ReturnType<typeof testDatabase>) {
  const { key, connectionId } = port;
  const call = async (method: string, path: string, body?: unknown) => api(method, path, { key, body });

  async function write(items: object[], more: object = {}): Promise<{ id: string; status: number; body: unknown }> {
    const { status, body } = await call('POST', '/writes', {
      connection: connectionId,
      object: 'ship',
      items,
      ...more,
    });
    return { status, body, id: String(Reflect.get(Object(Reflect.get(Object(body), 'write')), 'id')) };
  }

  async function work(object = 'ship', clock: Clock = systemClock): Promise<void> {
    await runWrites({ environmentId: port.environmentId, connectionId, object }, never, clock);
  }

  const itemsOf = async (id: string): Promise<Record<string, unknown>[]> =>
    Reflect.get(Object((await call('GET', `/writes/${id}?limit=200`)).body), 'items');

  /** Writes, works, and says what came of it. */
  async function written(items: object[], more: { object?: string } & Record<string, unknown> = {}) {
    const { id, status, body } = await write(items, more);
    if (status !== 200) throw new Error(JSON.stringify(body));
    await work(more.object);
    return itemsOf(id);
  }

  /** The next run of the sync. */
  async function pull(): Promise<void> {
    const open = () =>
      database.sql<{ id: RunId }>("select id from run where sync_id = $1 and status in ('queued', 'running')", [
        port.syncId,
      ]);
    if ((await open()).length === 0)
      await withTenant({ environmentId: port.environmentId }, (tx) => triggerSync(tx, port.syncId, 'api', {}));
    const [run] = await open();
    await runSync({ environmentId: port.environmentId, runId: run?.id }, never);
  }

  interface Change {
    id: string;
    action: string;
    data: Record<string, unknown>;
  }

  async function feed(cursor?: string): Promise<{ records: Change[]; cursor: string }> {
    const query = cursor === undefined ? '' : `&cursor=${cursor}`;
    const { body } = await call('GET', `/records?syncId=${port.syncId}&limit=1000${query}`);
    return body as { records: Change[]; cursor: string };
  }

  return { call, write, work, itemsOf, written, pull, feed };
}
