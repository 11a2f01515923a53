import { z } from 'zod';
import {
  AppCallError,
  type ConnectorContext,
  type ConnectorObject,
  defineObject,
  fieldsOf,
  isAppCallError,
  type Json,
  type ObjectField,
  type Page,
  type PullRequest,
  type Upsert,
} from '../../kit/index.ts';

interface StripeObject<Row extends z.ZodType> {
  label: string;
  /** `customers` of `/v1/customers`. */
  path: string;
  row: Row;
  /** Event types after which a row is another one. */
  events: string[];
  /** More than the list shows by itself: `{ status: 'all' }`. */
  query?: Record<string, string>;
  upsert?: Upsert;
  /** What Stripe takes of a row; nothing unless told. */
  writable?: string[];
}

const pageSize = 100;
/** Events are kept for 30 days; a day of margin. */
const eventsKeptSeconds = 29 * 86_400;
/** An event may be listed a moment after what it tells of. */
const overlapSeconds = 300;
const together = 10;

const list = z.object({ data: z.array(z.looseObject({ id: z.string() })), has_more: z.boolean() });
const eventList = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      data: z.object({ object: z.looseObject({ id: z.string(), object: z.string(), charge: z.string().nullish() }) }),
    }),
  ),
  has_more: z.boolean(),
});
const sample = z.object({ data: z.array(z.object({ metadata: z.record(z.string(), z.unknown()).nullish() })) });
const place = z.object({ after: z.string(), from: z.int() }).nullable();
const sinceSeconds = z.int().nullable().catch(null);
const found = z.looseObject({ id: z.string(), deleted: z.boolean().optional() });

/**
 * A list of Stripe. It can only be filtered by `created`, so what changed is read from the event log, and each changed row is
 * fetched as it is now: an event holds it as it was then, in the account's own API version.
 */
export function stripeObject<Row extends z.ZodType<{ id: string }>>(object: StripeObject<Row>): ConnectorObject {
  return defineObject<Row>({
    label: object.label,
    row: object.row,
    key: ({ id }) => id,
    incremental: true,
    reportsDeletes: true,
    pull: (context, request) => {
      const since = sinceSeconds.parse(request.watermark);
      const isKept = since !== null && since > Date.now() / 1000 - eventsKeptSeconds;
      return request.mode === 'incremental' && isKept
        ? changes(object, context, request, since)
        : everything(object, context, request);
    },
    describe: (context) => fieldsIn(object, context),
    get: async ({ http }, key) => {
      const row = await retrieve(http, object.path, key);
      return row.deleted ? null : row;
    },
    upsert: object.upsert,
  });
}

/** Stripe names no custom fields: what the account keeps in `metadata` is read from its latest rows. */
async function fieldsIn<Row extends z.ZodType>(
  { path, query, row, writable = [] }: StripeObject<Row>,
  { http }: ConnectorContext<unknown>,
): Promise<ObjectField[]> {
  const { body } = await http.get(`/v1/${path}`, sample, { query: { ...query, limit: pageSize } });
  const keys = new Set(body.data.flatMap(({ metadata }) => Object.keys(metadata ?? {})));
  const own = [...keys].sort().map((key): ObjectField => {
    return { name: `metadata.${key}`, label: key, type: 'text', custom: true };
  });
  const fields = [...fieldsOf(row).filter(({ name }) => name !== 'metadata'), ...own];
  const written = new Set(writable);
  return fields.map((field) => (written.has(field.name.split('.')[0] ?? '') ? field : { ...field, readOnly: true }));
}

async function everything<Row extends z.ZodType>(
  { path, query }: StripeObject<Row>,
  { http }: ConnectorContext<unknown>,
  { cursor }: PullRequest,
): Promise<Page> {
  const at = place.parse(cursor);
  const { headers, body } = await http.get(`/v1/${path}`, list, {
    query: { ...query, limit: pageSize, starting_after: at?.after },
  });
  const from = at?.from ?? beginning(headers);
  const after = body.data.at(-1)?.id;
  return { rows: body.data, next: body.has_more && after ? { after, from } : null, watermark: from };
}

async function changes<Row extends z.ZodType>(
  { path, events }: StripeObject<Row>,
  { http }: ConnectorContext<unknown>,
  { cursor }: PullRequest,
  since: number,
): Promise<Page> {
  const at = place.parse(cursor);
  const { headers, body } = await http.get('/v1/events', eventList, {
    query: { 'types[]': events, 'created[gte]': since, limit: pageSize, starting_after: at?.after },
  });
  const from = at?.from ?? beginning(headers);
  const keys = [
    ...new Set(body.data.map(({ data: { object } }) => (object.object === 'dispute' && object.charge) || object.id)),
  ];
  const rows: Json[] = [];
  const deleted: string[] = [];
  for (let index = 0; index < keys.length; index += together) {
    const batch = keys.slice(index, index + together);
    const answers = await Promise.all(batch.map((key) => retrieve(http, path, key)));
    for (const answer of answers) {
      if (answer.deleted) deleted.push(answer.id);
      else rows.push(z.json().parse(answer));
    }
  }
  const after = body.data.at(-1)?.id;
  return { rows, deleted, next: body.has_more && after ? { after, from } : null, watermark: from };
}

/** A row as it is now. What was deleted for good is told as deleted, like what Stripe keeps a mark of. */
async function retrieve(http: ConnectorContext['http'], path: string, key: string): Promise<z.output<typeof found>> {
  try {
    return (await http.get(`/v1/${path}/${encodeURIComponent(key)}`, found)).body;
  } catch (error) {
    if (isAppCallError(error) && error.details.class === 'not_found') return { id: key, deleted: true };
    throw error;
  }
}

/** Stripe's own time at the first page: what changes while the pages are read is later than this, and is read next time. */
function beginning(headers: Headers): number {
  const at = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(at))
    throw new AppCallError('Stripe sent no date with its answer.', { class: 'protocol', code: 'no_date' });
  return Math.floor(at / 1000) - overlapSeconds;
}
