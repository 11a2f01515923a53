import { z } from 'zod';
import { AppCallError, type ConnectorContext, isAppCallError, type Page, type PullRequest } from '../../kit/index.ts';

export const deltaAnswer = z.looseObject({
  value: z.array(z.unknown()).default([]),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
});
const placeOf = z.object({ of: z.string(), page: z.string() });
const markOf = z.object({ of: z.string(), link: z.string() });

export interface DeltaList {
  path: string;
  query?: Record<string, string | number>;
  headers?: Record<string, string>;
}

/** Without a watermark the next pass is a full one: Microsoft asks for that, and it finds what was deleted meanwhile. */
const startOver: Page = { rows: [], next: null, watermark: null };

export const isForgotten = (error: unknown): boolean =>
  isAppCallError(error) &&
  (error.details.status === 410 || /^sync(state|required)|^resync/i.test(error.details.code ?? ''));

/**
 * https://learn.microsoft.com/en-us/graph/delta-query-overview. A round is read to its delta link, which stands for the state
 * that the round has shown: what changes while the pages are read comes with the next round. It belongs to one list alone.
 */
export function pullDelta<Settings>(
  listOf: (settings: Settings) => DeltaList,
  sort: (row: unknown) => { row: unknown } | { deleted: string } | undefined,
) {
  return async ({ http, settings }: ConnectorContext<Settings>, request: PullRequest): Promise<Page> => {
    const list = listOf(settings);
    const asked = JSON.stringify([list.path, list.query ?? {}]);
    const isIncremental = request.mode === 'incremental';
    const mark = isIncremental ? markOf.safeParse(request.watermark).data : undefined;
    if (isIncremental && mark?.of !== asked) return startOver;
    const place = placeOf.safeParse(request.cursor).data;
    const read = async (link: string | undefined) => {
      const { headers, path, query } = list;
      if (link !== undefined) return (await http.get(link, deltaAnswer, { headers })).body;
      return (await http.get(path, deltaAnswer, { headers, query })).body;
    };
    let of = place?.of ?? asked;
    let body: z.output<typeof deltaAnswer>;
    try {
      body = await read(place?.page ?? mark?.link);
    } catch (error) {
      if (!isForgotten(error)) throw error;
      if (isIncremental) return startOver;
      // A full pass that was left lying: from its beginning.
      of = asked;
      body = await read(undefined);
    }
    const next = body['@odata.nextLink'];
    const link = body['@odata.deltaLink'];
    if (next !== undefined && next === place?.page)
      throw new AppCallError('Microsoft leads from a page to the same page.', {
        class: 'protocol',
        code: 'repeated_cursor',
      });
    const sorted = body.value.flatMap((row) => sort(row) ?? []);
    return {
      rows: sorted.flatMap((one) => ('row' in one ? [one.row] : [])),
      deleted: sorted.flatMap((one) => ('deleted' in one ? [one.deleted] : [])),
      next: next === undefined ? null : { of, page: next },
      watermark: link === undefined ? null : { of, link },
    };
  };
}

const removed = z.looseObject({ id: z.string(), '@removed': z.looseObject({}) });

export const byRemoved = (row: unknown): { row: unknown } | { deleted: string } => {
  const gone = removed.safeParse(row).data;
  return gone === undefined ? { row } : { deleted: gone.id };
};
