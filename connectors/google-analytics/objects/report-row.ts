import { z } from 'zod';
import {
  AppCallError,
  type ConnectorContext,
  defineObject,
  hashOf,
  type ObjectField,
  type Page,
  type PullRequest,
} from '../../kit/index.ts';
import { propertyPath } from '../admin.ts';
import { dimensionOf, lastDay, periodOf, pieceEnd, plusDays, startOf } from '../days.ts';
import { linesOf, runReport } from '../report.ts';
import { listed, type Settings } from '../settings.ts';

const row = z.looseObject({
  period: z.string().min(4),
  dimensions: z.record(z.string(), z.string()),
  metrics: z.record(z.string(), z.union([z.number(), z.string()])),
});

const placeOf = z.object({
  last: z.string(),
  from: z.string(),
  offset: z.number(),
  /** Rows of this piece when its first page was read. */
  count: z.number(),
  tries: z.number(),
});
const markOf = z.object({ of: z.string(), until: z.string() });
const pageRows = 25_000;
const mostTries = 3;

const earlier = (one: string, other: string): string => [one, other].toSorted()[0] ?? one;
/** Figures of another report mean nothing here. */
const reportOf = ({ property, dimensions, metrics, by, from }: Settings): string =>
  hashOf('sha256', JSON.stringify([property, listed(dimensions).sort(), listed(metrics).sort(), by, from]))
    .toString('hex')
    .slice(0, 16);

/**
 * Read in pieces of about a month, each sorted, up to the property's yesterday. The next pass goes back from there by the days in
 * which Google still restates its figures, to the beginning of a week or month where rows are such: so each row is read as long as
 * it may change. A piece whose number of rows changes between two pages was restated meanwhile, and is read anew.
 */
async function pull({ http, settings }: ConnectorContext<Settings>, request: PullRequest): Promise<Page> {
  const { property, by, lookBack } = settings;
  const known = placeOf.safeParse(request.cursor).data;
  const mark = markOf.safeParse(request.watermark).data;
  const isSince = request.mode === 'incremental';
  if (isSince && mark?.of !== reportOf(settings)) return { rows: [], next: null, watermark: null };
  const last = known?.last ?? (await lastDay(http, property));
  const watermark = { of: reportOf(settings), until: last };
  const first = isSince && mark !== undefined ? plusDays(earlier(mark.until, last), -lookBack) : settings.from;
  const begin = startOf(first === earlier(first, settings.from) ? settings.from : first, by);
  const place = known ?? { last, from: begin, offset: 0, count: 0, tries: 0 };
  if (place.from > last) return { rows: [], next: null, watermark };
  const to = pieceEnd(place.from, by, last);
  const all = [dimensionOf[by], ...listed(settings.dimensions).filter((name) => name !== dimensionOf[by])];
  const body = await runReport(http, property, {
    dimensions: all,
    metrics: listed(settings.metrics),
    from: place.from,
    to,
    limit: pageRows,
    offset: place.offset,
    orderBys: all.map((dimensionName) => ({ dimension: { dimensionName } })),
  });
  const count = body.rowCount ?? body.rows.length;
  if (place.offset > 0 && (count !== place.count || body.rows.length === 0)) {
    if (place.tries === mostTries)
      throw new AppCallError('Google Analytics restates these days while they are read.', {
        class: 'app_down',
        code: 'restated',
      });
    return { rows: [], next: { ...place, offset: 0, count: 0, tries: place.tries + 1 }, watermark };
  }
  const offset = place.offset + body.rows.length;
  const next =
    body.rows.length > 0 && offset < count
      ? { ...place, offset, count }
      : { last, from: plusDays(to, 1), offset: 0, count: 0, tries: 0 };
  const isEnd = next.from > last;
  const rows = linesOf(body).map((line) => {
    const { [dimensionOf[by]]: value = '', ...others } = line.dimensions;
    return { period: periodOf(value, by), dimensions: others, metrics: line.metrics };
  });
  return { rows, next: isEnd ? null : next, watermark };
}

const field = z.looseObject({
  apiName: z.string(),
  uiName: z.string().optional(),
  type: z.string().optional(),
  customDefinition: z.boolean().optional(),
});
export const metadata = z.looseObject({
  dimensions: z.array(field).default([]),
  metrics: z.array(field).default([]),
});

async function describe({ http, settings }: ConnectorContext<Settings>): Promise<ObjectField[]> {
  const { body } = await http.get(`${propertyPath(settings.property)}/metadata`, metadata);
  const found = (list: z.output<typeof field>[], name: string) => list.find(({ apiName }) => apiName === name);
  const fieldOf =
    (group: 'dimensions' | 'metrics') =>
    (name: string): ObjectField => {
      const one = found(body[group], name);
      const custom = one?.customDefinition ?? name.includes(':');
      return {
        name: `${group}.${name}`,
        label: one?.uiName ?? name,
        type: group === 'metrics' ? 'number' : 'text',
        readOnly: true,
        ...(custom && { custom }),
      };
    };
  return [
    {
      name: 'period',
      label: { day: 'Day', week: 'Week', month: 'Month' }[settings.by],
      type: settings.by === 'day' ? 'date' : 'text',
      readOnly: true,
    },
    ...listed(settings.dimensions).map(fieldOf('dimensions')),
    ...listed(settings.metrics).map(fieldOf('metrics')),
  ];
}

/** The dimensions' values may be long, and hold anything: the key has their hash. */
export const reportRowObject = defineObject<typeof row, Settings>({
  label: 'report rows',
  row,
  key: ({ period, dimensions }) => {
    const values = Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1));
    if (values.length === 0) return period;
    return `${period}/${hashOf('sha256', JSON.stringify(values)).toString('hex').slice(0, 32)}`;
  },
  incremental: true,
  reportsDeletes: false,
  pull,
  describe,
});
