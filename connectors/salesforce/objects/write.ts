import { z } from 'zod';
import type { ConnectorContext, WriteItem, WriteResult } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { base, query, quoted } from '../soql.ts';
import { classOf } from '../translate-error.ts';

interface Batch {
  sobject: string;
  matchBy: 'Email' | undefined;
  items: WriteItem[];
}

interface Write {
  index: number;
  id?: string;
  fields: Record<string, unknown>;
}

const results = z.array(
  z.object({
    id: z.string().nullish(),
    success: z.boolean(),
    created: z.boolean().optional(),
    errors: z
      .array(
        z.object({ statusCode: z.string().optional(), message: z.string(), fields: z.array(z.string()).nullish() }),
      )
      .default([]),
  }),
);

/** Up to 200 records in a call each: those whose id is known, those with an external ID, and new ones. A record that Salesforce refuses leaves the others alone. */
export async function writeRecords(
  context: ConnectorContext<Settings>,
  { sobject, matchBy, items }: Batch,
): Promise<WriteResult[]> {
  const { externalId } = context.settings;
  const writes = items.map(({ key, data }, index): Write => ({ index, id: key, fields: fieldsIn(data) }));
  const known = writes.filter(({ id }) => id !== undefined);
  const unknown = writes.filter(({ id }) => id === undefined);
  const byExternalId = unknown.filter(({ fields }) => externalId !== '' && isFilled(fields[externalId]));
  const others = unknown.filter((write) => !byExternalId.includes(write));
  const { found, fresh } = await match(context, sobject, matchBy, others);
  const answers = new Map<number, WriteResult>([
    ...(await send(context, sobject, [...known, ...found], 'update')),
    ...(await send(context, sobject, byExternalId, 'upsert')),
    ...(await send(context, sobject, fresh, 'create')),
  ]);
  return items.map((_item, index) => answers.get(index) ?? unanswered);
}

const unanswered: WriteResult = {
  error: { class: 'protocol', code: 'no_result', message: 'Salesforce did not say what became of this record.' },
};
const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** What the address names is not repeated among the fields. */
function fieldsIn({ attributes: _attributes, Id: _id, id: _other, ...fields }: Record<string, unknown>) {
  return fields;
}

const withEmail = z.object({ Id: z.string(), Email: z.string() });

/** The oldest record with the same address, where there is one. */
async function match(
  context: ConnectorContext<Settings>,
  sobject: string,
  field: 'Email' | undefined,
  writes: Write[],
): Promise<{ found: Write[]; fresh: Write[] }> {
  const emails = field ? writes.flatMap(({ fields }) => (isFilled(fields[field]) ? [String(fields[field])] : [])) : [];
  if (field === undefined || emails.length === 0) return { found: [], fresh: writes };
  const soql = `SELECT Id, Email FROM ${sobject} WHERE Email IN (${[...new Set(emails)].map(quoted).join(', ')}) ORDER BY CreatedDate DESC LIMIT 2000`;
  const rows = z.array(withEmail).parse((await query(context, soql)).records);
  const ids = new Map(rows.map(({ Id, Email }) => [Email.toLowerCase(), Id]));
  const matched = writes.map((write) => ({ ...write, id: ids.get(String(write.fields[field] ?? '').toLowerCase()) }));
  return {
    found: matched.filter(({ id }) => id !== undefined),
    fresh: matched.filter(({ id }) => id === undefined),
  };
}

async function send(
  { http, settings }: ConnectorContext<Settings>,
  sobject: string,
  writes: Write[],
  verb: 'create' | 'update' | 'upsert',
): Promise<[number, WriteResult][]> {
  if (writes.length === 0) return [];
  const records = writes.map(({ id, fields }) => ({
    attributes: { type: sobject },
    ...(verb === 'update' && { id }),
    ...fields,
  }));
  const path = `${base}/composite/sobjects${verb === 'upsert' ? `/${sobject}/${settings.externalId}` : ''}`;
  const { body } =
    verb === 'create'
      ? await http.post(path, results, { json: { allOrNone: false, records } })
      : await http.patch(path, results, { json: { allOrNone: false, records }, repeatable: true });
  // Salesforce answers in the order of the records.
  return writes.flatMap((write, place): [number, WriteResult][] => {
    const result = body[place];
    return result === undefined ? [] : [[write.index, resultOf(result, write, verb)]];
  });
}

function resultOf(one: z.output<typeof results>[number], write: Write, verb: string): WriteResult {
  const key = one.id ?? write.id;
  if (one.success && key !== undefined) {
    return { key, action: verb === 'create' || one.created === true ? 'created' : 'updated' };
  }
  const [error] = one.errors;
  return {
    error: {
      class: classOf(error?.statusCode, error?.message) ?? 'invalid',
      code: error?.statusCode,
      message: error?.message ?? 'Salesforce did not take it.',
      field: error?.fields?.[0],
    },
  };
}
