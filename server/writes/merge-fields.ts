import { z } from 'zod';
import { isSameValue, type Leaves, leavesOf } from './leaves.ts';

const owner = z.enum(['app', 'vendor', 'newest', 'ask']);

/** Whose word counts, by field; `fields` names paths (`custom.seats`, or `custom` for all below it). */
export const fieldOwners = z.strictObject({
  default: owner.optional(),
  fields: z.record(z.string().min(1).max(500), owner).optional(),
});

export type FieldOwners = z.infer<typeof fieldOwners>;
type Owner = z.infer<typeof owner>;

/** A field in which vendor and app differ, and what was decided. */
export const difference = z.object({
  field: z.string(),
  /** What the app has, as far as it is known. */
  app: z.unknown(),
  /** Whose value it has after the write; null where nothing was written, because somebody must decide. */
  taken: z.enum(['app', 'vendor']).nullable(),
  /** `owner`: the field is the app's or the vendor's. `stale`: changed in the app alone. `newest`: changed on both sides. `ask`: so too, and nobody may decide but a person. `unmapped`: the mapping has no way for it. `same`: the app can't tell it from what it has. */
  reason: z.enum(['owner', 'stale', 'newest', 'ask', 'unmapped', 'same']),
});

export type Difference = z.infer<typeof difference>;

interface Sides {
  /** What the vendor sent. */
  incoming: unknown;
  /** What the app has, as far as it is known. */
  current: unknown;
  /** What the vendor had seen of it when it made its change; undefined where that is not known any more. */
  base: unknown;
  owners: FieldOwners;
  /** When each side was changed. */
  vendorAt: Date;
  appAt: Date;
  /** Fields that the app sets by itself: never written. */
  touches: readonly string[];
}

interface Merged {
  /** What is to be written. */
  changed: Leaves;
  differences: Difference[];
}

/** Field by field: what the vendor changed is written, what the app alone changed is left, and where both did, the owner decides. */
export function mergeFields(sides: Sides): Merged {
  const { owners, touches } = sides;
  const current = leavesOf(sides.current);
  const base = sides.base === undefined ? undefined : leavesOf(sides.base);
  const changed: Leaves = new Map();
  const differences: Difference[] = [];
  for (const [field, value] of leavesOf(sides.incoming)) {
    const app = current.get(field);
    if (isSameValue(app, value) || isBelow(field, touches)) continue;
    const decided = decide(ownerOf(field, owners), {
      byApp: base === undefined || !isSameValue(base.get(field), app),
      byVendor: base === undefined || !isSameValue(base.get(field), value),
      vendorIsNewer: sides.vendorAt >= sides.appAt,
    });
    if (decided === undefined || decided.taken === 'vendor') changed.set(field, value);
    if (decided !== undefined) differences.push({ field, app: app ?? null, ...decided });
  }
  return { changed, differences };
}

interface Change {
  byApp: boolean;
  byVendor: boolean;
  vendorIsNewer: boolean;
}

function decide(
  own: Owner,
  { byApp, byVendor, vendorIsNewer }: Change,
): Pick<Difference, 'taken' | 'reason'> | undefined {
  if (own === 'app') return { taken: 'app', reason: 'owner' };
  if (!byApp) return undefined;
  if (!byVendor) return { taken: 'app', reason: 'stale' };
  if (own === 'vendor') return { taken: 'vendor', reason: 'owner' };
  if (own === 'ask') return { taken: null, reason: 'ask' };
  return { taken: vendorIsNewer ? 'vendor' : 'app', reason: 'newest' };
}

export const isBelow = (field: string, paths: readonly string[]): boolean =>
  paths.some((path) => field === path || field.startsWith(`${path}.`));

/** The one of the longest path that leads to it. */
function ownerOf(field: string, { fields = {}, default: byDefault = 'newest' }: FieldOwners): Owner {
  const path = Object.keys(fields)
    .filter((one) => isBelow(field, [one]))
    .sort((one, other) => other.length - one.length)[0];
  return (path === undefined ? undefined : fields[path]) ?? byDefault;
}
