import { z } from 'zod';
import type { JsonSchema } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncId } from '#server/ids.ts';
import { compileMapping, type MapRow } from './compile-mapping.ts';
import { linkedObjects } from './link-tables.ts';
import { getMapping } from './mapping.queries.ts';
import type { MappingRow } from './mapping.table.ts';
import { type Mapping, mappingSchema } from './mapping-document.ts';
import { targetFieldsOf } from './target-fields.ts';

export const targetSchema = z.union([z.boolean(), z.record(z.string(), z.unknown())]);

export interface MappingVersion {
  mapping: Mapping;
  /** The way back to the app, where there is one. */
  write: Mapping | null;
  target: JsonSchema | null;
}

/** What a stored version says. */
export function readRow({ document, write, target }: MappingRow): MappingVersion {
  return {
    mapping: mappingSchema.parse(document),
    write: mappingSchema.nullable().parse(write),
    target: targetSchema.nullable().parse(target),
  };
}

/** What makes records of a sync's rows. */
export interface SyncMapping {
  mapping: Mapping;
  map: MapRow;
  /** Objects whose links it looks into. */
  linked: readonly string[];
}

const mostKept = 500;
const kept = new Map<string, SyncMapping>();

/** Compiled once for each version; undefined where records stay as the app has them. */
export async function loadMapping(
  tx: TenantTx,
  sync: { id: SyncId; mapping_version: number | null },
): Promise<SyncMapping | undefined> {
  if (sync.mapping_version === null) return undefined;
  const key = `${sync.id} ${sync.mapping_version}`;
  const known = kept.get(key);
  if (known) return known;
  const { mapping, target } = readRow(await getMapping(tx, sync.id, sync.mapping_version));
  const map = compileMapping(mapping, target === null ? [] : targetFieldsOf(target));
  const made = { mapping, map, linked: linkedObjects(mapping) };
  // The oldest goes: maps keep the order in which they were filled.
  for (const oldest of kept.keys()) {
    if (kept.size < mostKept) break;
    kept.delete(oldest);
  }
  kept.set(key, made);
  return made;
}
