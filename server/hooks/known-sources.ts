import { withTenant } from '#server/db/tenant.ts';
import type { HookPlace } from './hook-address.ts';
import { type HookSource, loadHookSource, type MissingSource } from './hook-source.ts';
import { Together } from './together.ts';

// What was changed meanwhile is noticed: by `keepHook` before an event is kept, and whoever is refused is looked up anew.
const keptMs = 60_000;
const mostKept = 1_000;

const kept = new Map<string, { at: number; source: HookSource }>();

/** One look for all who ask at the same moment: whoever forges hooks by the thousand costs one look after the other. */
const looks = new Together(
  async (_name: string, places: HookPlace[]) => {
    const [place] = places;
    if (!place) return [];
    const { environmentId } = place;
    const source = await withTenant({ environmentId }, (tx) => loadHookSource(tx, place));
    return places.map(() => source);
  },
  { weigh: () => 1, mostAtOnce: Number.POSITIVE_INFINITY, mostWaiting: 10_000, mayBeOnes: () => false },
);

/** Who tells at this address: as it was a moment ago, or as it is. */
export async function sourceAt(place: HookPlace, isFresh: boolean): Promise<HookSource | MissingSource> {
  const name = `${place.environmentId}/${place.kind === 'app' ? place.connector : place.subscriptionId}`;
  const known = kept.get(name);
  if (known && !isFresh && Date.now() - known.at < keptMs) return known.source;
  kept.delete(name);
  const source = await looks.add(name, place);
  if (typeof source === 'string') return source;
  if (kept.size >= mostKept) kept.clear();
  kept.set(name, { at: Date.now(), source });
  return source;
}
