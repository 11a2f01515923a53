import { z } from 'zod';
import type { ConnectorContext, Json, Page, PullRequest } from '../../kit/index.ts';

type Pull = (context: ConnectorContext, request: PullRequest) => Promise<Page>;

const found = z.object({ locations: z.array(z.object({ id: z.string() })).nullish() });
const placeSchema = z.object({ groups: z.array(z.array(z.string())), inner: z.json(), watermark: z.json() });

/** All locations, the closed ones too. */
export async function locationIds({ http }: ConnectorContext<unknown>): Promise<string[]> {
  return ((await http.get('/v2/locations', found)).body.locations ?? []).map(({ id }) => id);
}

/**
 * Reads a list that Square gives for some locations only, one group of them after the other. The watermark is the first group's:
 * what changes while the others are read comes again with the next pass, as does all of a location that is opened meanwhile.
 */
export function byLocation(size: number, pullGroup: (locations: string[]) => Pull): Pull {
  return async (context, request) => {
    const place = placeSchema.safeParse(request.cursor).data ?? (await firstPlace(context, size));
    const [group, ...others] = place.groups;
    if (group === undefined) return { rows: [], next: null, watermark: request.watermark };
    const page = await pullGroup(group)(context, { ...request, cursor: place.inner });
    const watermark: Json = place.watermark ?? page.watermark ?? null;
    const groups = page.next === null ? others : place.groups;
    return { ...page, watermark, next: groups.length === 0 ? null : { groups, inner: page.next, watermark } };
  };
}

async function firstPlace(context: ConnectorContext, size: number): Promise<z.output<typeof placeSchema>> {
  const ids = await locationIds(context);
  const groups = Array.from({ length: Math.ceil(ids.length / size) }, (_none, at) =>
    ids.slice(at * size, at * size + size),
  );
  return { groups, inner: null, watermark: null };
}
