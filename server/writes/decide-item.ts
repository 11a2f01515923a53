import type { Upsert, WriteItem } from '#connectors/kit/index.ts';
import type { FieldTrouble } from '#server/mapping/compile-mapping.ts';
import { positionsSchema } from '#server/records/feed-cursor.ts';
import { itemData } from './item-data.ts';
import { type ItemError, plain, uncertainError } from './item-error.ts';
import type { Ending, Intent } from './items.queries.ts';
import { lastWritten } from './last-written.ts';
import { type Leaves, leavesOf, recordOf } from './leaves.ts';
import type { LinkRow } from './link.table.ts';
import { fieldOwners, isBelow, mergeFields } from './merge-fields.ts';
import { type Missed, noting } from './missed-links.ts';
import { changeOut, rowOf, unsaidOf, waysOf } from './out-mapping.ts';
import { isRepeatable } from './repeatable.ts';
import type { Shape } from './shapes.ts';
import { type StoredRow, seenOf } from './stored-rows.ts';
import type { WriteBatchRow } from './write-batch.table.ts';
import type { WriteItemRow } from './write-item.table.ts';

interface Known {
  link: LinkRow | undefined;
  stored: StoredRow | undefined;
  batch: WriteBatchRow;
  shape: Shape;
  /** An earlier version of it may have been written, or not. */
  isUnclear: boolean;
}

/** It names records that are not linked yet: if they are on their way to the app, it waits for them. */
export interface Wait {
  id: number;
  waitsFor: readonly Missed[];
  /** Since when it may wait. */
  since: Date;
  /** Where nothing is on its way. */
  error: ItemError;
}

type Decision = Ending | Wait | (Intent & { item: WriteItem });

/** What becomes of one item: an end that needs no call, what is sent, or what it waits for. */
export function decideItem(row: WriteItemRow, known: Known, upsert: Upsert<never>): Decision {
  const { link, stored, batch, shape } = known;
  const { id, vendor_id } = row;
  const fail = (errorClass: string, message: string, remedy: string): Ending => ({
    id,
    state: errorClass === 'conflict' ? 'conflict' : 'failed',
    error: { class: errorClass, message, remedy },
  });
  if (link !== undefined && link.version !== null && row.version !== null && row.version < link.version)
    return { id, state: 'superseded' };
  if (link !== undefined && link.merged_into !== null)
    return fail(
      'conflict',
      `The app has merged the row ${link.key} of the record ${vendor_id} into ${link.merged_into}, which is another record of yours.`,
      'Merge the two records at yours too, or remove the link of this one.',
    );
  if (link !== undefined && row.key !== null && row.key !== link.key)
    return fail(
      'conflict',
      `The record ${vendor_id} is linked to the row ${link.key}, not to ${row.key}.`,
      'Leave out `key`, or remove the link first.',
    );
  if (batch.mode === 'create' && link !== undefined && stored?.isDeleted !== true)
    return fail(
      'conflict',
      `The record ${vendor_id} was made before, as ${link.key}.`,
      'Write it with mode upsert or update.',
    );
  const isNew = batch.mode === 'create' && stored?.isDeleted === true;
  const key = isNew ? null : (row.key ?? link?.key ?? null);
  if (batch.mode === 'update' && key === null)
    return fail(
      'not_found',
      `Nobody knows which row the record ${vendor_id} is.`,
      'Send its `key`, or write it with mode upsert.',
    );

  if (shape.syncId !== null && shape.out === undefined)
    return fail(
      'mapping',
      `The sync of the model ${batch.model} has no way back to the app any more.`,
      'Give its mapping a `write`, then retry.',
    );
  const current = key === null ? undefined : currentOf(stored, link, shape.syncId);
  return current === undefined ? writeWhole(row, key, known, upsert) : writeChange(row, key, known, upsert, current);
}

/** Nobody knows what the app has: all that was sent is written. */
function writeWhole(
  row: WriteItemRow,
  key: string | null,
  { link, batch, shape, isUnclear }: Known,
  upsert: Upsert<never>,
): Decision {
  const { id } = row;
  const data = itemData(row.data);
  if (key !== null && link?.content === row.content) return { id, state: 'written', action: 'unchanged', key };
  const isSent = ([field]: [string, unknown]) => !isBelow(field, upsert.touches ?? []);
  const { out } = shape;
  if (!out) return send(new Map([...leavesOf(data)].filter(isSent)), null);
  const misses: Missed[] = [];
  const { leaves, troubles } = rowOf(out.mapping, data, noting(out.lookups, misses));
  if (troubles.length > 0) return unmapped(id, batch, troubles, misses);
  const model = [...leavesOf(data)].filter(([field]) => !isBelow(field, out.mapping.touched));
  const said = new Map(model.filter(([field]) => waysOf(out.mapping, field).length > 0));
  const unsaid = model.filter(([field, value]) => !said.has(field) && value !== null).map(([field]) => unsaidOf(field, null, false)); // biome-ignore format: one thought
  return send(new Map([...leaves].filter(isSent)), said, unsaid);

  function send(written: Leaves, model: Leaves | null, conflicts: Intent['conflicts'] = []): Decision {
    const item = itemOf(key, written);
    if (isUnclear && !isRepeatable(upsert, item)) {
      const words = 'An earlier write of this record may have made it, or not.';
      return { id, state: 'uncertain', error: uncertainError(words) };
    }
    return { ...intentOf(id, item, model), conflicts };
  }
}

function writeChange(
  row: WriteItemRow,
  key: string | null,
  { stored, batch, shape }: Known,
  upsert: Upsert<never>,
  current: Record<string, unknown>,
): Decision {
  const { id } = row;
  const { out } = shape;
  const data = itemData(row.data);
  const touches = upsert.touches ?? [];
  const merged = mergeFields({
    incoming: data,
    current,
    base: stored === undefined ? current : seenOf(stored, positionsSchema.nullable().parse(batch.seen)),
    owners: fieldOwners.parse(batch.owners),
    vendorAt: row.changed_at ?? batch.created_at,
    appAt: stored?.changedAt ?? batch.created_at,
    touches: out ? out.mapping.touched : touches,
  });
  const conflicts = merged.differences;
  const open = conflicts.filter(({ taken }) => taken === null).map(({ field }) => field);
  if (open.length > 0) return { id, state: 'conflict', key, error: undecided(open), conflicts };
  if (merged.changed.size === 0) return { id, state: 'written', action: 'unchanged', key, conflicts };
  if (!out) {
    const written = upsert.partial ? merged.changed : wholeOf(data, conflicts, touches);
    return { ...intentOf(id, itemOf(key, written), null), conflicts };
  }
  const misses: Missed[] = [];
  const lookups = noting(out.lookups, misses);
  const change = changeOut(out.mapping, { current, changed: merged.changed, touches, lookups });
  if (change.troubles.length > 0) return unmapped(id, batch, change.troubles, misses);
  const told = [
    ...conflicts.filter(({ field }) => !change.unsaid.some((one) => one.field === field)),
    ...change.unsaid,
  ];
  if (change.changed.size === 0) return { id, state: 'written', action: 'unchanged', key, conflicts: told };
  const written = upsert.partial ? change.changed : asTheAppHasIt(change.whole, change.changed, stored?.raw);
  return { ...intentOf(id, itemOf(key, written), change.said), conflicts: told };
}

const itemOf = (key: string | null, written: Leaves): WriteItem => ({
  ...(key !== null && { key }),
  data: recordOf(written),
});

const intentOf = (
  id: number,
  item: WriteItem,
  model: Leaves | null,
): Omit<Intent, 'conflicts'> & { item: WriteItem } => ({
  id,
  key: item.key ?? null,
  item,
  sent: JSON.stringify(item.data),
  sent_model: model && JSON.stringify(recordOf(model)),
});

/** The whole row, and in it what the vendor did not change as the app has it, where that is known: the model may not tell it as exactly. */
function asTheAppHasIt(whole: Leaves, changed: Leaves, raw: unknown): Leaves {
  const own = leavesOf(raw);
  return new Map(
    [...whole].map(([field, value]) => [field, changed.has(field) || !own.has(field) ? value : own.get(field)]),
  );
}

const undecided = (fields: readonly string[]): ItemError => ({
  class: 'conflict',
  message: `Changed here and in the app since this was read: ${fields.join(', ')}.`,
  remedy: 'Decide, and write it again with the `seen` that you have read up to now.',
});

const mostTold = 5;

/** One error that names all of the fields that could not be mapped. */
function unmapped(
  id: number,
  batch: WriteBatchRow,
  troubles: readonly FieldTrouble[],
  misses: readonly Missed[],
): Decision {
  const told = troubles.slice(0, mostTold).map(({ target, source, message }) => `The field ${source} (for ${target}): ${message}`); // biome-ignore format: one thought
  const more = troubles.length - told.length;
  const [first] = troubles;
  const error: ItemError = {
    class: 'mapping',
    message: plain([...told, ...(more > 0 ? [`${more} more fields.`] : [])].join(' ')),
    remedy: first?.remedy ?? '',
    ...(first && { field: plain(first.source) }),
  };
  return misses.length > 0 ? { id, waitsFor: misses, since: batch.created_at, error } : { id, state: 'failed', error };
}

/** What the app has, as far as it is known: as it came from there, and what was written since and is not read. */
function currentOf(
  stored: StoredRow | undefined,
  link: LinkRow | undefined,
  syncId: Shape['syncId'],
): Record<string, unknown> | undefined {
  const own = link === undefined ? new Map<string, unknown>() : lastWritten(link, syncId).values;
  if (stored === undefined || stored.isDeleted) return own.size === 0 ? undefined : recordOf(own);
  return recordOf(new Map([...own, ...leavesOf(stored.data)]));
}

/** All that the vendor sent, with the app's values where they stay. */
function wholeOf(
  data: unknown,
  conflicts: readonly { field: string; app: unknown; taken: string | null }[],
  touches: readonly string[],
) {
  const whole = new Map([...leavesOf(data)].filter(([field]) => !isBelow(field, touches)));
  for (const { field, app, taken } of conflicts) if (taken === 'app') whole.set(field, app);
  return whole;
}
