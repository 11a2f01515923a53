import type { Connector } from '#connectors/kit/index.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { SyncId } from '#server/ids.ts';
import { compileParts, type FieldTrouble, type MapParts } from '#server/mapping/compile-mapping.ts';
import { linkedObjects } from '#server/mapping/link-tables.ts';
import { readRow } from '#server/mapping/load-mapping.ts';
import { getMapping } from '#server/mapping/mapping.queries.ts';
import type { Mapping } from '#server/mapping/mapping-document.ts';
import type { Lookups } from '#server/mapping/path.ts';
import { sourcesByTarget, touchedTargets } from '#server/mapping/touched-targets.ts';
import { rowTargetsOf } from '#server/mapping/way-out.ts';
import { findSync } from '#server/syncs/sync.queries.ts';
import { isSameValue, type Leaves, leavesOf, recordOf } from './leaves.ts';
import { type Difference, isBelow } from './merge-fields.ts';

/** The way of one sync's model to the app's row. */
export interface OutMapping {
  syncId: SyncId;
  /** Objects whose links it looks into. */
  linked: readonly string[];
  /** Fields of the model that come of what the app sets by itself. */
  touched: readonly string[];
  map: MapParts;
  /** By the row's field, the model's fields that it is made of. */
  sources: ReadonlyMap<string, readonly string[]>;
  /** Fields of the row that are never emptied, because the mapping says so. */
  kept: readonly string[];
  rest: Mapping['rest'];
}

type AppObject = Connector['objects'][string];

const compiled = new WeakMap<AppObject, Map<string, OutMapping>>();
const mostKept = 200;

/** Of a sync's newest version; undefined where there is no way back (any more). */
export async function loadOutMapping(tx: TenantTx, syncId: SyncId, object: AppObject): Promise<OutMapping | undefined> {
  const sync = await findSync(tx, syncId);
  if (!sync || sync.mapping_version === null) return undefined;
  const known = compiled.get(object) ?? new Map<string, OutMapping>();
  compiled.set(object, known);
  const name = `${syncId} ${sync.mapping_version}`;
  const kept = known.get(name);
  if (kept) return kept;
  const { mapping, write } = readRow(await getMapping(tx, syncId, sync.mapping_version));
  if (!write) return undefined;
  const made = outMapping(syncId, object, mapping, write);
  for (const oldest of known.keys()) {
    if (known.size < mostKept) break;
    known.delete(oldest);
  }
  known.set(name, made);
  return made;
}

const outMapping = (syncId: SyncId, object: AppObject, mapping: Mapping, write: Mapping): OutMapping => ({
  syncId,
  linked: linkedObjects(write),
  touched: touchedTargets(mapping, object.upsert?.touches ?? []),
  map: compileParts(write, rowTargetsOf(object), { passNulls: true }),
  sources: sourcesByTarget(write),
  kept: write.fields.filter(({ empty }) => empty === 'skip').map(({ target }) => target),
  rest: write.rest,
});

/** The row of the app that a record of the model is. */
export function rowOf(out: OutMapping, record: Record<string, unknown>, lookups: Lookups) {
  const made = out.map(record, lookups);
  return 'excluded' in made ? { leaves: new Map() as Leaves, troubles: [] } : { leaves: leavesOf(made.record), troubles: made.troubles }; // biome-ignore format: one thought
}

interface ChangeOut {
  /** What the app has, in the model. */
  current: Record<string, unknown>;
  /** Fields of the model that are to be written. */
  changed: Leaves;
  touches: readonly string[];
  lookups: Lookups;
}

export interface ChangedRow {
  /** What of the row becomes another one. */
  changed: Leaves;
  /** The whole row, as it is to be. */
  whole: Leaves;
  /** What of `ChangeOut.changed` it says. */
  said: Leaves;
  /** What it can't say. */
  unsaid: Difference[];
  /** Why it can't be written at all. */
  troubles: FieldTrouble[];
}

/**
 * What a change of the record is in the app's row: what differs between the row of before and the row of after. So a value
 * that two of the app's become one of in the model stays as the app has it, unless the vendor changes it.
 */
export function changeOut(out: OutMapping, { current, changed, touches, lookups }: ChangeOut): ChangedRow {
  const before = rowOf(out, current, lookups);
  const after = rowOf(out, recordOf(new Map([...leavesOf(current), ...changed])), lookups);
  const row: Leaves = new Map();
  for (const [field, value] of after.leaves)
    if (!isBelow(field, touches) && !isSameValue(before.leaves.get(field), value)) row.set(field, value);
  for (const [field, value] of before.leaves) {
    const isGone = !after.leaves.has(field) && value !== null && ![...after.leaves.keys()].some((one) => isBelow(one, [field])); // biome-ignore format: one thought
    if (isGone && !isBelow(field, touches) && !isBelow(field, out.kept)) row.set(field, null);
  }
  const said: Leaves = new Map();
  const unsaid: Difference[] = [];
  for (const [field, value] of changed) {
    const ways = waysOf(out, field);
    if ([...row.keys()].some((one) => ways.some((way) => isBelow(one, [way])))) said.set(field, value);
    else unsaid.push(unsaidOf(field, leavesOf(current).get(field), ways.length > 0));
  }
  const whole = new Map([...after.leaves].filter(([field]) => !isBelow(field, touches)));
  for (const [field, value] of row) whole.set(field, value);
  const isOfThis = (trouble: FieldTrouble) =>
    !before.troubles.some(({ target, message }) => target === trouble.target && message === trouble.message) ||
    [...changed.keys()].some((field) => waysOf(out, field).includes(trouble.target));
  return { changed: row, whole, said, unsaid, troubles: after.troubles.filter(isOfThis) };
}

/** Fields of the row that a field of the model goes into. */
export function waysOf({ sources, rest }: OutMapping, field: string): string[] {
  const named = [...sources].filter(([, paths]) => paths.some((path) => path === '' || isBelow(field, [path]) || isBelow(path, [field]))); // biome-ignore format: one thought
  if (named.length > 0 || !rest) return named.map(([target]) => target);
  return rest.from === '.' || isBelow(field, [rest.from]) ? [rest.to] : [];
}

/** What the vendor is told of a field that was not written, though it differs. */
export const unsaidOf = (field: string, app: unknown, hasWay: boolean): Difference => ({
  field,
  app: app ?? null,
  taken: 'app',
  reason: hasWay ? 'same' : 'unmapped',
});

/** The model's field that the app means with its own. */
export function modelField({ sources }: OutMapping, field: string): string | undefined {
  const exact = sources.get(field);
  // Many apps name `email` what is `properties.email` in their rows.
  const named = exact ? [exact] : [...sources].filter(([target]) => target.endsWith(`.${field}`)).map(([, paths]) => paths); // biome-ignore format: one thought
  return named.length === 1 ? named[0]?.[0] : undefined;
}
