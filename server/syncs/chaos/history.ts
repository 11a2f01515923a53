import { z } from 'zod';
import type { ChaosDatabase } from './chaos-database.ts';

/*
 * What really happened, as the database itself wrote it down: triggers log each change of a record, a step, a run and
 * the sync in the transaction that made it. A transaction that never committed left nothing here, and all changes of one
 * stream were made under its lock, so the order of the log is the order of commits.
 */
const install = `
create schema chaos;
create table chaos.event (at bigserial primary key, tx xid8 not null default pg_current_xact_id(), what jsonb not null);
create function chaos.note_record() returns trigger language plpgsql security definer as $$ begin
  insert into chaos.event (what) values (jsonb_build_object('kind', 'record', 'id', new.external_id, 'seq', new.seq,
    'action', new.action, 'hash', new.hash));
  return null;
end $$;
create function chaos.note_step() returns trigger language plpgsql security definer as $$ begin
  insert into chaos.event (what) values (to_jsonb(new) - 'calls' || '{"kind": "step"}');
  return null;
end $$;
create function chaos.note_sync() returns trigger language plpgsql security definer as $$ begin
  insert into chaos.event (what) values (jsonb_build_object('kind', 'sync', 'pages', coalesce((new.checkpoint->>'pages')::integer, 0),
    'lastSeq', new.last_seq, 'records', new.records));
  return null;
end $$;
create trigger note after insert or update on record for each row execute function chaos.note_record();
create trigger note after insert or update on run_step for each row execute function chaos.note_step();
create trigger note after update on sync for each row execute function chaos.note_sync();
`;

const count = z.number().int();
const recordEvent = z.object({
  kind: z.literal('record'),
  id: z.string(),
  seq: count,
  action: z.enum(['added', 'updated', 'deleted']),
  hash: z.string(),
});
const stepEvent = z.object({
  kind: z.literal('step'),
  run_id: z.string(),
  number: count,
  attempt: count,
  seen: count,
  added: count,
  updated: count,
  unchanged: count,
  deleted: count,
  failed: count,
});
const syncEvent = z.object({ kind: z.literal('sync'), pages: count, lastSeq: count, records: count });
const event = z.discriminatedUnion('kind', [recordEvent, stepEvent, syncEvent]);

export type RecordChange = z.infer<typeof recordEvent>;
export type StepWritten = z.infer<typeof stepEvent>;
export type SyncState = Omit<z.infer<typeof syncEvent>, 'kind'>;

/** What one transaction left behind. */
export interface Commit {
  records: RecordChange[];
  steps: StepWritten[];
  /** The sync as the transaction left it, where it wrote to it. */
  sync: SyncState | undefined;
}

export async function keepHistory(database: ChaosDatabase): Promise<void> {
  await database.sql(install);
}

export async function readHistory(database: ChaosDatabase): Promise<Commit[]> {
  const rows = await database.sql<{ tx: string; what: unknown }>('select tx::text, what from chaos.event order by at');
  const commits = new Map<string, Commit>();
  for (const { tx, what } of rows) {
    const commit = commits.get(tx) ?? { records: [], steps: [], sync: undefined };
    commits.set(tx, commit);
    const parsed = event.parse(what);
    if (parsed.kind === 'record') commit.records.push(parsed);
    else if (parsed.kind === 'step') commit.steps.push(parsed);
    else commit.sync = parsed;
  }
  return [...commits.values()];
}
