import { hash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import { secondsOf } from './series.ts';

const page = z.object({ data: z.array(z.looseObject({ id: z.string() })) });
/** A bare COPY of the same rows as jsonb into a plain table: no key, no index, no hash, one statement, rows ready in memory. */
export async function copyFloor(owner: Client, pages: readonly Buffer[]): Promise<number> {
  const lines = pages.map((body) => {
    const { data } = page.parse(JSON.parse(body.toString()));
    return data.map((row) => `${row.id}\t${JSON.stringify(row).replaceAll('\\', '\\\\')}\n`).join('');
  });
  await owner.query('drop table if exists copy_floor; create table copy_floor (id text not null, data jsonb not null)');
  return secondsOf(() => pipeline(Readable.from(lines), owner.query(copyFrom('copy copy_floor from stdin'))));
}

/** Parse each page, write each record as text once more, and hash that: what one core can do with the bytes at best. */
export function parseAndHashFloor(pages: readonly Buffer[]): Promise<number> {
  return secondsOf(() => {
    for (const body of pages) {
      const { data }: { data: unknown[] } = JSON.parse(body.toString());
      for (const row of data) hash('sha256', JSON.stringify(row), 'hex');
    }
  });
}

/**
 * What is usually written: every record of every page goes into one upsert that compares hashes, in pages of the same
 * size, each a transaction. The fetching is left out, in this floor's favour.
 */
export async function upsertFloor(owner: Client, before: readonly Buffer[], after: readonly Buffer[]): Promise<number> {
  await owner.query(`drop table if exists upsert_floor; create table upsert_floor (
    id text collate "C" primary key, hash uuid not null, data jsonb not null, updated_at timestamptz not null default now())`);
  await upsert(owner, before);
  return secondsOf(() => upsert(owner, after));
}

async function upsert(owner: Client, pages: readonly Buffer[]): Promise<void> {
  for (const body of pages) {
    const { data } = page.parse(JSON.parse(body.toString()));
    await owner.query(
      `insert into upsert_floor (id, hash, data) select * from unnest($1::text[], $2::uuid[], $3::jsonb[])
       on conflict (id) do update set hash = excluded.hash, data = excluded.data, updated_at = now()
       where upsert_floor.hash is distinct from excluded.hash`,
      [
        data.map((row) => row.id),
        data.map((row) => hash('sha256', JSON.stringify(row), 'hex').slice(0, 32)),
        data.map((row) => JSON.stringify(row)),
      ],
    );
  }
}

/**
 * The shape in which other platforms store what a sync brings, in its least form: the hashes of the page's keys are read,
 * what is new or different goes into one upsert with eight bound values a record, and each row has an id of its own beside
 * its key. What they write besides (which run has met a record, counters, a second look for its answer) is left out, in
 * this floor's favour.
 */
export async function boundUpsertFloor(owner: Client, pages: readonly Buffer[]): Promise<number> {
  await owner.query(`drop table if exists bound_floor; create table bound_floor (
    id uuid not null, connection_id integer not null, model text not null, external_id text not null, data jsonb not null,
    data_hash text not null, run_id uuid not null, sync_id uuid not null,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz,
    primary key (connection_id, model, id), unique (connection_id, model, external_id));
    create index on bound_floor (connection_id, model, updated_at, id)`);
  const [sync, run] = [randomUUID(), randomUUID()];
  const seconds = await secondsOf(async () => {
    for (const body of pages) {
      const { data } = page.parse(JSON.parse(body.toString()));
      const hashed = data.map((row) => ({ row, mark: hash('md5', JSON.stringify(row), 'hex') }));
      const { rows } = await owner.query<{ external_id: string; data_hash: string }>(
        'select external_id, data_hash from bound_floor where connection_id = 1 and model = $1 and external_id = any($2::text[])',
        ['contact', data.map((row) => row.id)],
      );
      const known = new Map(rows.map((row) => [row.external_id, row.data_hash]));
      const others = hashed.filter(({ row, mark }) => known.get(row.id) !== mark);
      if (others.length === 0) continue;
      const values = others.map((_, at) => `(${Array.from({ length: 8 }, (_, of) => `$${8 * at + of + 1}`).join()})`);
      await owner.query(
        `insert into bound_floor (id, connection_id, model, external_id, data, data_hash, run_id, sync_id)
         values ${values.join()}
         on conflict (connection_id, model, external_id) do update
            set data = excluded.data, data_hash = excluded.data_hash, run_id = excluded.run_id, updated_at = now()`,
        others.flatMap(({ row, mark }) => [randomUUID(), 1, 'contact', row.id, JSON.stringify(row), mark, run, sync]),
      );
    }
  });
  // What cleans it up would write beside what is measured next.
  await owner.query('drop table bound_floor');
  return seconds;
}
