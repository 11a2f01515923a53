import { z } from 'zod';
import {
  type AppCallError,
  type ConnectorContext,
  isAppCallError,
  type WriteItem,
  type WriteResult,
} from '../kit/index.ts';
import { objectPath } from './record.ts';
import { classOf, readRefusal, wordsOf } from './translate-error.ts';

interface Target {
  name: string;
  matchBy: string | undefined;
}

interface Write {
  /** Its place among the items, as HubSpot repeats it in the answer. */
  trace: string;
  id: string | undefined;
  match: string | undefined;
  properties: Record<string, string>;
}

const answer = z.object({ results: z.array(z.unknown()), errors: z.array(z.unknown()).optional() });

/** Writes up to 100 items: those with an id are updated, those with the matching property are found or made by it, others are made. */
export async function writeRecords(
  { http }: Pick<ConnectorContext, 'http'>,
  { name, matchBy }: Target,
  items: WriteItem[],
): Promise<WriteResult[]> {
  const writes = items.map((item, index) => writeOf(item, String(index), matchBy));
  const results = new Map<string, WriteResult>();
  const groups = Object.groupBy(
    writes.filter((one) => one !== undefined),
    verbOf,
  );
  for (const [verb, some] of Object.entries(groups)) {
    for (const [trace, result] of await send({ http, name, verb, matchBy }, some)) results.set(trace, result);
  }
  return writes.map((one) => (one === undefined ? noRecord : (results.get(one.trace) ?? unanswered(name))));
}

const noRecord: WriteResult = {
  error: {
    class: 'mapping',
    code: 'no_properties',
    message: 'A record for HubSpot is { properties: { … } }.',
    field: 'properties',
  },
};

function verbOf({ id, match }: Write): 'update' | 'upsert' | 'create' {
  if (id !== undefined) return 'update';
  return match === undefined ? 'create' : 'upsert';
}

interface Batch {
  http: ConnectorContext['http'];
  name: string;
  verb: string;
  matchBy: string | undefined;
}

/** One bad record spoils a whole batch: such a batch is cut in halves until the bad one stands alone. Nothing of a refused batch was written. */
async function send(batch: Batch, writes: Write[]): Promise<[trace: string, WriteResult][]> {
  const { http, name, verb, matchBy } = batch;
  const inputs = writes.map(({ trace, id, match, properties }) => ({
    ...(id !== undefined ? { id } : match !== undefined && { id: match, idProperty: matchBy }),
    properties,
    objectWriteTraceId: trace,
  }));
  try {
    const { body } = await http.post(objectPath(name, 'batch', verb), answer, {
      json: { inputs },
      repeatable: verb !== 'create',
    });
    return [...resultsIn(body.results, writes, verb), ...refusalsIn(body.errors ?? [], writes)];
  } catch (error) {
    if (!isAppCallError(error) || !isOfARecord(error)) throw error;
    const middle = Math.ceil(writes.length / 2);
    if (writes.length > 1)
      return [...(await send(batch, writes.slice(0, middle))), ...(await send(batch, writes.slice(middle)))];
    const { class: errorClass, code, appMessage, field } = error.details;
    const refused = { class: errorClass, code, message: appMessage ?? error.message, field: pathOf(field) };
    return writes.map(({ trace }) => [trace, { error: refused }]);
  }
}

const isOfARecord = ({ details }: AppCallError): boolean =>
  ['invalid', 'conflict', 'not_found'].includes(details.class);

const written = z.object({
  id: z.string().min(1),
  new: z.boolean().optional(),
  objectWriteTraceId: z.string().optional(),
  properties: z.record(z.string(), z.string().nullable()).catch({}),
});

function resultsIn(rows: unknown[], writes: Write[], verb: string): [string, WriteResult][] {
  return rows.flatMap((row): [string, WriteResult][] => {
    const one = written.safeParse(row).data;
    const trace = one && traceOf(one, writes);
    if (one === undefined || trace === undefined) return [];
    const isNew = verb === 'create' || one.new === true;
    return [[trace, { key: one.id, action: isNew ? 'created' : 'updated' }]];
  });
}

/** HubSpot keeps no order. Where it does not repeat our mark, the id or the matching value tells. */
function traceOf(row: z.output<typeof written>, writes: Write[]): string | undefined {
  if (row.objectWriteTraceId !== undefined) return row.objectWriteTraceId;
  const values = new Set(Object.values(row.properties).map((value) => value?.toLowerCase()));
  return writes.find(({ id, match }) => id === row.id || (match !== undefined && values.has(match.toLowerCase())))
    ?.trace;
}

const traced = z.object({
  context: z.object({ objectWriteTraceId: z.array(z.string()).optional(), ids: z.array(z.string()).optional() }),
});

/** Errors of single records in an answer that is good as a whole (207). */
function refusalsIn(errors: unknown[], writes: Write[]): [string, WriteResult][] {
  return errors.flatMap((error) => {
    const { objectWriteTraceId = [], ids = [] } = traced.safeParse(error).data?.context ?? {};
    const traces = [
      ...objectWriteTraceId,
      ...writes.filter(({ id }) => ids.includes(id ?? '')).map(({ trace }) => trace),
    ];
    const said = readRefusal(error);
    const { code, message = 'HubSpot did not take it.', field } = wordsOf(said);
    const refused = { class: classOf(said) ?? ('invalid' as const), code, message, field: pathOf(field) };
    return traces.map((trace): [string, WriteResult] => [trace, { error: refused }]);
  });
}

function unanswered(name: string): WriteResult {
  const message = `HubSpot did not say what became of this one of the ${name}.`;
  return { error: { class: 'protocol', code: 'no_result', message } };
}

const pathOf = (field: string | undefined) => field && `properties.${field}`;

const data = z.object({ properties: z.record(z.string(), z.unknown()) });

function writeOf({ key, data: given }: WriteItem, trace: string, matchBy: string | undefined): Write | undefined {
  const parsed = data.safeParse(given);
  if (!parsed.success) return undefined;
  const properties = textsOf(parsed.data.properties);
  return { trace, id: key, match: (matchBy && properties[matchBy]) || undefined, properties };
}

/** HubSpot takes texts: several choices joined by semicolons, an empty one to clear. */
export function textsOf(values: Record<string, unknown>): Record<string, string> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join(';');
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
