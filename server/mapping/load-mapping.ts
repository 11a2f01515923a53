import { z } from 'zod';
import type { JsonSchema } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncId } from '#server/ids.ts';
import { compileMapping, type MapRow } from './compile-mapping.ts';
import { getMapping } from './mapping.queries.ts';
import type { MappingRow } from './mapping.table.ts';
import { type Mapping, mappingSchema } from './mapping-document.ts';
import { targetFieldsOf } from './target-fields.ts';

export const targetSchema = z.union([z.boolean(), z.record(z.string(), z.unknown())]);

/** What a stored version says. */
export function readRow({ document, target }: MappingRow): { mapping: Mapping; target: JsonSchema | null } {
  return { mapping: mappingSchema.parse(document), target: targetSchema.nullable().parse(target) };
}

const mostKept = 500;
const kept = new Map<string, MapRow>();

/** What makes records of a sync's rows, compiled once for each version; undefined where they stay as the app has them. */
export async function loadMapRow(
  tx: TenantTx,
  sync: { id: SyncId; mapping_version: number | null },
): Promise<MapRow | undefined> {
  if (sync.mapping_version === null) return undefined;
  const key = `${sync.id} ${sync.mapping_version}`;
  const known = kept.get(key);
  if (known) return known;
  const { mapping, target } = readRow(await getMapping(tx, sync.id, sync.mapping_version));
  const made = compileMapping(mapping, target === null ? [] : targetFieldsOf(target));
  // The oldest goes: maps keep the order in which they were filled.
  for (const oldest of kept.keys()) {
    if (kept.size < mostKept) break;
    kept.delete(oldest);
  }
  kept.set(key, made);
  return made;
}
