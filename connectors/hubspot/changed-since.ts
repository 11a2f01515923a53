import { z } from 'zod';
import { AppCallError, type ConnectorHttp } from '../kit/index.ts';
import { timeAt } from './clock.ts';
import { idsOf, objectPath } from './record.ts';

/** Where a search goes on: at a time (milliseconds since 1970), and among records of that very time behind an id. */
export const place = z.object({ at: z.number(), behind: z.string().optional() });
export type Place = z.output<typeof place>;

const found = z.object({ results: z.array(z.unknown()), total: z.number().int().optional() });

export const searchSize = 100;
/** HubSpot takes five searches a second where it takes eleven other calls. */
export const searchCost = 3;

interface Search {
  object: string;
  /** A property that holds a time. */
  property: string;
  place: Place;
}

export interface Found {
  ids: string[];
  rows: unknown[];
  total: number | undefined;
  /** Undefined at the end. */
  next: Place | undefined;
  /** HubSpot's clock. */
  now: number;
  /** The latest time among them. */
  latest: number | undefined;
}

/**
 * The next records by a time, oldest first. HubSpot ends every search at 10,000 hits and sorts by one property only, so no page
 * is asked for by its number: each begins at the time of the last record (which is read once more), and where one time fills a whole
 * page, as after an import, the records of that time are read by their ids before the search goes on behind it.
 */
export async function changedSince(http: ConnectorHttp, { object, property, place: from }: Search): Promise<Found> {
  const isTie = from.behind !== undefined;
  const filters = isTie
    ? [
        { propertyName: property, operator: 'GTE', value: String(from.at) },
        { propertyName: property, operator: 'LTE', value: String(from.at) },
        { propertyName: 'hs_object_id', operator: 'GT', value: from.behind },
      ]
    : [{ propertyName: property, operator: 'GTE', value: String(from.at) }];
  const { headers, body } = await http.post(objectPath(object, 'search'), found, {
    json: {
      filterGroups: [{ filters }],
      sorts: [{ propertyName: isTie ? 'hs_object_id' : property, direction: 'ASCENDING' }],
      properties: [property],
      limit: searchSize,
    },
    repeatable: true,
    cost: searchCost,
  });
  const rows = body.results;
  const ids = idsOf(rows);
  const latest = timeOf(rows.at(-1), property);
  const isLast = rows.length < searchSize;
  if (!isLast && (latest === undefined || ids.length === 0)) {
    throw new AppCallError(`HubSpot's search of ${object} did not say when its records changed.`, {
      class: 'protocol',
      code: 'no_time',
      field: property,
    });
  }
  const next = nextPlace(from, { isLast, latest, lastId: ids.at(-1) });
  return { ids, rows, total: body.total, now: timeAt(headers), latest, next };
}

function nextPlace(
  { at, behind }: Place,
  page: { isLast: boolean; latest: number | undefined; lastId: string | undefined },
): Place | undefined {
  if (behind !== undefined) return page.isLast ? { at: at + 1 } : { at, behind: page.lastId ?? behind };
  if (page.isLast || page.latest === undefined) return undefined;
  return page.latest === at ? { at, behind: '0' } : { at: page.latest };
}

const dated = z.object({ properties: z.record(z.string(), z.string().nullable()), updatedAt: z.string().optional() });

function timeOf(row: unknown, property: string): number | undefined {
  const { properties, updatedAt } = dated.safeParse(row).data ?? {};
  const time = Date.parse(properties?.[property] ?? updatedAt ?? '');
  return Number.isNaN(time) ? undefined : time;
}
