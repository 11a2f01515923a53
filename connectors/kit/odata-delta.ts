import { z } from 'zod';
import { AppCallError, isAppCallError } from './app-call-error.ts';
import type { ConnectorContext } from './connector.ts';
import type { Page, PullRequest } from './object.ts';

/** One answer of a delta query. */
export const deltaAnswer = z.looseObject({
  value: z.array(z.unknown()).default([]),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
});
const placeOf = z.object({ of: z.string(), page: z.string() });
const markOf = z.object({ of: z.string(), link: z.string() });
const named = z.looseObject({ id: z.string() });

/** The list whose changes are asked for. */
export interface DeltaList {
  path: string;
  query?: Record<string, string | number>;
  headers?: Record<string, string>;
}

/** What a row of a delta answer says: a row, the key of one that is gone, or nothing (undefined) of what is synced. */
export type DeltaSort = (row: unknown) => { row: unknown } | { deleted: string } | undefined;

/** Without a watermark the next pass is a full one: the app asks for that, and it finds what was deleted meanwhile. */
const startOver: Page = { rows: [], next: null, watermark: null };

/** Whether the app has forgotten the place that a delta link stands for, and wants everything to be read anew. */
export const isDeltaForgotten = (error: unknown): boolean =>
  isAppCallError(error) &&
  (error.details.status === 410 || /^sync(state|required)|^resync/i.test(error.details.code ?? ''));

/** Within a page the last word about a row counts: an app may tell of it more than once. */
function lastWords(rows: unknown[], sort: DeltaSort): NonNullable<ReturnType<DeltaSort>>[] {
  const words = new Map<unknown, NonNullable<ReturnType<DeltaSort>>>();
  for (const row of rows) {
    const key = named.safeParse(row).data?.id ?? row;
    const word = sort(row);
    words.delete(key);
    if (word !== undefined) words.set(key, word);
  }
  return [...words.values()];
}

/**
 * An object's `pull` by OData's delta queries (OData 4.01, part 1, 11.3). A round is read to its delta link, which stands for
 * the state that the round has shown: what changes while the pages are read comes with the next round. It belongs to one
 * list alone, so another path or query begins anew.
 */
export function pullDelta<Settings>(listOf: (settings: Settings) => DeltaList, sort: DeltaSort = byRemoved) {
  return async ({ http, settings }: ConnectorContext<Settings>, request: PullRequest): Promise<Page> => {
    const { path, query, headers } = listOf(settings);
    const asked = JSON.stringify([path, query ?? {}]);
    const isIncremental = request.mode === 'incremental';
    const mark = isIncremental ? markOf.safeParse(request.watermark).data : undefined;
    if (isIncremental && mark?.of !== asked) return startOver;
    const place = placeOf.safeParse(request.cursor).data;
    const read = async (link: string | undefined) =>
      link === undefined
        ? (await http.get(path, deltaAnswer, { headers, query })).body
        : (await http.get(link, deltaAnswer, { headers })).body;
    const begun = place?.page ?? mark?.link;
    let of = place?.of ?? asked;
    let body: z.output<typeof deltaAnswer>;
    try {
      body = await read(begun);
    } catch (error) {
      if (!isDeltaForgotten(error)) throw error;
      if (isIncremental) return startOver;
      // A full pass that was left lying: from its beginning.
      of = asked;
      body = await read(undefined);
    }
    const next = body['@odata.nextLink'];
    const link = body['@odata.deltaLink'];
    if (next !== undefined && next === begun)
      throw new AppCallError('The app leads from a page to the same page.', {
        class: 'protocol',
        code: 'repeated_cursor',
      });
    const words = lastWords(body.value, sort);
    return {
      rows: words.flatMap((one) => ('row' in one ? [one.row] : [])),
      deleted: words.flatMap((one) => ('deleted' in one ? [one.deleted] : [])),
      next: next === undefined ? null : { of, page: next },
      watermark: link === undefined ? null : { of, link },
    };
  };
}

const removed = z.looseObject({ id: z.string(), '@removed': z.looseObject({}) });

/** As OData says it: a row with `@removed` is gone. */
export function byRemoved(row: unknown): { row: unknown } | { deleted: string } {
  const gone = removed.safeParse(row).data;
  return gone === undefined ? { row } : { deleted: gone.id };
}
