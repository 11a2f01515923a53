import { sql } from 'kysely';
import type { JsonSchema } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { thisEnvironment } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import type { SyncId } from '#server/ids.ts';
import { openData } from '#server/records/sealed-data.ts';
import { getSync } from '#server/syncs/sync.queries.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';
import { compileMapping, compileParts, type FieldTrouble, type MapParts, type Mapped } from './compile-mapping.ts';
import { linkedObjects, linkLookups } from './link-tables.ts';
import { mappingScope } from './mapping-scope.ts';
import type { Lookups } from './path.ts';
import { currentMapping, requireMapping } from './save-mapping.ts';
import { targetFieldsOf } from './target-fields.ts';
import { rowTargetsOf } from './way-out.ts';

interface Preview {
  syncId: SyncId;
  /** `out`: of records of the model, the app's rows. */
  way: 'in' | 'out';
  /** The current one where none is given. */
  document?: unknown;
  /** The model that it is for; that of the current one where none is given. */
  target?: JsonSchema | null | undefined;
  /** As the app sends them; those that are stored where none are given. */
  rows?: unknown[] | undefined;
  limit: number;
}

export interface PreviewedRow {
  /** Null where the row has none that can be read. */
  key: string | null;
  row: unknown;
  outcome: 'mapped' | 'excluded' | 'failed';
  record: Record<string, unknown> | null;
  troubles: FieldTrouble[];
  /** What the version that is used makes of it; null where records are as the app has them. */
  before: Pick<PreviewedRow, 'outcome' | 'record'> | null;
}

/** Shows what a mapping makes of rows, and writes nothing. */
export async function previewMapping(tx: TenantTx, input: Preview): Promise<PreviewedRow[]> {
  const sync = await getSync(tx, input.syncId);
  const current = await currentMapping(tx, sync);
  const known = input.way === 'in' ? current?.mapping : current?.write;
  const mapping = input.document === undefined ? known : requireMapping(input.document);
  if (!mapping) {
    const what = input.way === 'in' ? 'mapping' : 'way back to the app';
    throw new AppError('conflict', `This sync has no ${what} yet, and none was given.`, {
      remedy: 'Send the document.',
    });
  }
  const { object, settings } = await mappingScope(tx, sync);
  const { connection_id: connectionId } = sync;
  const objects = [...new Set([mapping, ...(current ? [current.mapping] : [])].flatMap(linkedObjects))];
  if (input.way === 'out') {
    const records = input.rows ?? (await storedRecords(tx, sync, input.limit));
    const parts = compileParts(mapping, rowTargetsOf(object), { passNulls: true });
    const lookups = await linkLookups(tx, { connectionId, objects, way: 'out' }, (tables) => {
      for (const record of records) parts(record, tables);
    });
    return records
      .slice(0, input.limit)
      .map((row) => ({ key: null, row, ...shownParts(parts(row, lookups)), before: null }));
  }
  const target = input.target === undefined ? current?.target : input.target;
  const map = compileMapping(mapping, targetFieldsOf(target ?? {}));
  const used = current && compileMapping(current.mapping, targetFieldsOf(current.target ?? {}));
  const rows = (input.rows ?? (await sampleRows(tx, sync, input.limit))).slice(0, input.limit);
  const read = (row: unknown, lookups: Lookups): PreviewedRow => {
    const parsed = object.row.safeParse(row);
    if (!parsed.success) return failedRow(row, parsed.error.issues[0]);
    const key = object.key(parsed.data, settings as never);
    const before = used ? shown(used(parsed.data, lookups)) : undefined;
    return {
      ...{ key: typeof key === 'string' ? key : null, row, ...shown(map(parsed.data, lookups)) },
      before: before ? { outcome: before.outcome, record: before.record } : null,
    };
  };
  const lookups = await linkLookups(tx, { connectionId, objects, way: 'in' }, (tables) => {
    for (const row of rows) read(row, tables);
  });
  return rows.map((row) => read(row, lookups));
}

const shownParts = (made: ReturnType<MapParts>): Shown =>
  shown('excluded' in made || made.troubles.length === 0 ? made : { troubles: made.troubles });

type Shown = Omit<PreviewedRow, 'key' | 'row' | 'before'>;

function shown(mapped: Mapped): Shown {
  if ('record' in mapped) return { outcome: 'mapped', record: mapped.record, troubles: [] };
  if ('excluded' in mapped) return { outcome: 'excluded', record: null, troubles: [] };
  return { outcome: 'failed', record: null, troubles: mapped.troubles };
}

function failedRow(row: unknown, issue: { path: PropertyKey[]; message: string } | undefined): PreviewedRow {
  const source = issue?.path.map(String).join('.') ?? '';
  const message = issue?.message ?? 'The row has another shape than the app’s description says.';
  const remedy = 'Send a row as the app sends it.';
  return {
    ...{ key: null, row, outcome: 'failed', record: null, before: null },
    troubles: [{ target: '', source, class: 'mapping', message, remedy }],
  };
}

/** The newest records, as the model has them. */
async function storedRecords(tx: TenantTx, sync: SyncRow, limit: number): Promise<unknown[]> {
  const { rows } = await sql<{ slot: number; data: string }>`
    select slot, data from record
     where environment = ${thisEnvironment} and stream = ${sync.stream} and seq > 0 and action <> 'deleted'
     order by seq desc limit ${limit}`.execute(tx);
  return (await openData(tx, rows, sync.stream)).map(({ data }): unknown => JSON.parse(data));
}

/** Rows that are kept beside records; where records are as the app has them, the records. The newest first. */
export async function sampleRows(tx: TenantTx, sync: SyncRow, limit: number): Promise<unknown[]> {
  const { rows } = await sql<{ slot: number; data: string; isRaw: boolean }>`
    select r.slot, coalesce(w.raw, r.data) as data, w.raw is not null as "isRaw"
      from (
        select stream, environment, slot, data from record
         where environment = ${thisEnvironment} and stream = ${sync.stream} and seq > 0 and action <> 'deleted'
         order by seq desc limit ${limit}
      ) r
      left join record_raw w on w.environment = r.environment and w.stream = r.stream and w.slot = r.slot
     where w.raw is not null or ${sync.mapping_version === null}`.execute(tx);
  const opened = await Promise.all(
    rows.map((row) => openData(tx, [row], sync.stream, row.isRaw ? 'record_raw' : 'record')),
  );
  if (opened.length > 0) return opened.flat().map(({ data }): unknown => JSON.parse(data));
  throw new AppError('conflict', 'No rows are kept of this sync that a mapping could be tried on.', {
    remedy: 'Send some rows as the app sends them.',
  });
}
