import { z } from 'zod';
import { AppCallError, type ConnectorContext, type Page, type PullRequest } from '../../kit/index.ts';
import { query } from '../query.ts';

export interface Pulled {
  /** `Customer`. */
  entity: string;
  /** A list, of which a question finds only what is in use unless it asks for the others too. */
  isList: boolean;
  /** Whether QuickBooks keeps a record of its changes (change data capture). */
  hasChanges: boolean;
}

/** As many as QuickBooks answers with at most, to a question and to the one for changes. */
const size = 1_000;
/** Changes are kept for 30 days; a day of margin. */
const changesKeptMs = 29 * 86_400_000;
const overlapMs = 5 * 60_000;

const place = z.object({
  /** The time of the last record that was read. */
  at: z.string(),
  /** The position among the records since that time. */
  start: z.int().positive(),
  from: z.iso.datetime(),
});
type Place = z.output<typeof place>;
const sinceTime = z.iso.datetime().nullable().catch(null);
const metaData = z.object({ MetaData: z.object({ CreateTime: z.string(), LastUpdatedTime: z.string() }) });
const changed = z.object({
  CDCResponse: z.array(z.object({ QueryResponse: z.array(z.record(z.string(), z.unknown())) })),
});
const changedRow = z.looseObject({ Id: z.string(), status: z.string().optional() });

export async function pull(context: ConnectorContext<unknown>, object: Pulled, request: PullRequest): Promise<Page> {
  const since = request.mode === 'incremental' ? sinceTime.parse(request.watermark) : null;
  const isKept = since !== null && Date.parse(since) > Date.now() - changesKeptMs;
  if (since !== null && isKept && object.hasChanges && request.cursor === null) {
    const page = await changes(context, object, since);
    if (page !== undefined) return page;
  }
  return list(context, object, since, request.cursor === null ? undefined : place.parse(request.cursor));
}

/** All that changed, with what was deleted, in one answer; undefined where it was more than that can hold. */
async function changes({ http }: ConnectorContext<unknown>, { entity }: Pulled, since: string) {
  const { headers, body } = await http.get('/cdc', changed, { query: { entities: entity, changedSince: since } });
  const found = body.CDCResponse.flatMap(({ QueryResponse }) => QueryResponse).flatMap((part) =>
    z.array(changedRow).parse(part[entity] ?? []),
  );
  if (found.length >= size) return undefined;
  const isDeleted = ({ status }: { status?: string }) => status === 'Deleted';
  return {
    rows: found.filter((row) => !isDeleted(row)),
    deleted: found.filter(isDeleted).map(({ Id }) => Id),
    next: null,
    watermark: beginning(headers),
  };
}

/**
 * A page by time, oldest first: each begins at the time of the last record, which is read once more, and where records of one time
 * fill a page, at a position among them. Records that are deleted meanwhile then move no other out of sight, and one that changes
 * is met again further on.
 */
async function list(
  context: ConnectorContext<unknown>,
  { entity, isList }: Pulled,
  since: string | null,
  at: Place | undefined,
): Promise<Page> {
  const field = since === null ? 'CreateTime' : 'LastUpdatedTime';
  const from = at?.at ?? since;
  const terms = [
    ...(isList ? ['Active IN (true, false)'] : []),
    ...(from === null ? [] : [`MetaData.${field} >= '${from}'`]),
  ];
  const start = at?.start ?? 1;
  const where = terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : '';
  const statement = `SELECT * FROM ${entity}${where} ORDERBY MetaData.${field} STARTPOSITION ${start} MAXRESULTS ${size}`;
  const { rows, headers } = await query(context, entity, statement);
  const watermark = at?.from ?? beginning(headers);
  if (rows.length < size) return { rows, next: null, watermark };
  const time = timeOf(rows.at(-1), field, entity);
  const isTie = from !== null && Date.parse(time) === Date.parse(from);
  const next: Place = { at: isTie ? from : time, start: isTie ? start + size : 1, from: watermark };
  return { rows, next, watermark };
}

function timeOf(row: unknown, field: 'CreateTime' | 'LastUpdatedTime', entity: string): string {
  const parsed = metaData.safeParse(row);
  const time = parsed.data?.MetaData[field] ?? '';
  if (!Number.isNaN(Date.parse(time))) return time;
  const sentence = `QuickBooks' list of ${entity} did not say when its records were made or changed.`;
  throw new AppCallError(sentence, { class: 'protocol', code: 'no_time', field: `MetaData.${field}` });
}

/** QuickBooks' own time at the first page, with room for what becomes visible late: what changes from then on is asked for next time. */
function beginning(headers: Headers): string {
  const time = Date.parse(headers.get('date') ?? '');
  return new Date((Number.isNaN(time) ? Date.now() - overlapMs : time) - overlapMs).toISOString();
}
