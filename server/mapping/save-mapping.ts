import type { JsonSchema } from '#connectors/kit/index.ts';
import { canonicalJson } from '#server/canonical-json.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { SyncId } from '#server/ids.ts';
import { lockSync } from '#server/syncs/sync.queries.ts';
import type { SyncRow } from '#server/syncs/sync.table.ts';
import { type MappingVersion, readRow } from './load-mapping.ts';
import { findMapping, insertMapping } from './mapping.queries.ts';
import type { Mapping } from './mapping-document.ts';
import { mappingScope } from './mapping-scope.ts';
import { onTheWayOut, problemsOfVersion } from './problems-of-version.ts';
import { type MappingProblem, readMapping } from './read-mapping.ts';
import { type Remap, remap } from './remap.ts';

interface SaveMapping {
  syncId: SyncId;
  document: unknown;
  /** The way back to the app; null for none, and as it was where it isn't told. */
  write?: unknown;
  /** The vendor's model; as it was where it isn't told. */
  target?: JsonSchema | null | undefined;
  /** Who does it: an id. */
  by: string;
  /** The app's fields have changed: rows that are kept are of before, so the app is read once more. */
  reread?: boolean;
  now: Date;
}

export interface SavedMapping {
  version: number;
  /** Warnings: with an error nothing is saved. */
  problems: MappingProblem[];
  remap: Remap;
}

/** Makes a new version the one that is used. What is stored is mapped anew; a run that is under way goes on with the new one. */
export async function saveMapping(tx: TenantTx, input: SaveMapping): Promise<SavedMapping> {
  const sync = await lockSync(tx, input.syncId);
  if (!sync) throw notFound('sync', input.syncId);
  const current = await currentMapping(tx, sync);
  const target = input.target === undefined ? (current?.target ?? null) : input.target;
  const mapping = requireMapping(input.document);
  const write =
    input.write === undefined ? (current?.write ?? null) : input.write && requireMapping(input.write, 'write');
  const next = { mapping, write: write || null, target };
  const problems = await problemsOf(tx, sync, next);
  refuseErrors(problems);
  if (current && canonicalJson(current) === canonicalJson(next))
    return { version: sync.mapping_version ?? 0, problems, remap: 'none' };
  const version = (await newestVersion(tx, sync.id)) + 1;
  await insertMapping(tx, {
    ...{ syncId: sync.id, customerId: sync.customer_id, version, target, by: input.by },
    ...{ document: mapping, write: next.write },
  });
  const isSame = current !== undefined && canonicalJson([current.mapping, current.target]) === canonicalJson([mapping, target]); // biome-ignore format: one thought
  const plan = await remap(tx, sync, { version, before: current?.mapping, after: mapping, isSame, reread: input.reread, now: input.now }); // biome-ignore format: one thought
  return { version, problems, remap: plan };
}

export function requireMapping(document: unknown, place: 'document' | 'write' = 'document'): Mapping {
  const reading = readMapping(document);
  if ('mapping' in reading) return reading.mapping;
  refuseErrors(place === 'write' ? reading.problems.map(onTheWayOut) : reading.problems);
  throw new Error('A document that can’t be read has an error in it.');
}

function refuseErrors(problems: readonly MappingProblem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return;
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : '';
  throw new AppError('invalid', `The mapping can’t be used. ${first.message}${more}`, {
    field: first.field.startsWith('write: ') ? 'write' : 'document',
    remedy: first.remedy,
    issues: errors.map(({ field, message, remedy }) => ({ field, message: `${message} ${remedy}` })),
  });
}

export async function currentMapping(tx: TenantTx, sync: SyncRow) {
  const row = sync.mapping_version === null ? undefined : await findMapping(tx, sync.id, sync.mapping_version);
  return row && readRow(row);
}

export async function problemsOf(tx: TenantTx, sync: SyncRow, version: MappingVersion): Promise<MappingProblem[]> {
  const { object, objects } = await mappingScope(tx, sync);
  return problemsOfVersion(version, object, objects);
}

async function newestVersion(tx: TenantTx, syncId: SyncId): Promise<number> {
  const row = await tx
    .selectFrom('mapping')
    .select((of) => of.fn.max('version').as('version'))
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('sync_id', '=', syncId)
    .executeTakeFirst();
  return row?.version ?? 0;
}
