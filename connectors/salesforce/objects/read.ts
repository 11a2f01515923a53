import { z } from 'zod';
import type { ConnectorContext } from '../../kit/index.ts';
import { fieldsOf, isReadable } from '../describe.ts';
import { base, query } from '../soql.ts';

/** Salesforce takes addresses of 16,384 letters; a question is longer with all its letters encoded. */
const longestAddress = 14_000;

interface Select {
  sobject: string;
  fields: string[];
  where?: string;
  order?: string;
  limit: number;
}

const rowList = z.array(z.looseObject({ Id: z.string() }).nullable());
const marked = z.looseObject({
  Id: z.string(),
  IsDeleted: z.boolean().optional(),
  MasterRecordId: z.string().nullish(),
  SystemModstamp: z.string(),
});
type Marked = z.output<typeof marked>;

/** Names of all fields that this person may read. */
export async function readableFields(context: ConnectorContext<unknown>, sobject: string): Promise<string[]> {
  return (await fieldsOf(context, sobject)).filter(isReadable).map(({ name }) => name);
}

/** Records with these fields, deleted ones too. Where the question is too long for an address, ids are asked for first and the fields in a body. */
export async function select(context: ConnectorContext<unknown>, { sobject, fields, where, order, limit }: Select) {
  const rest = `${where ? ` WHERE ${where}` : ''}${order ? ` ORDER BY ${order}` : ''} LIMIT ${limit}`;
  const soql = (wanted: string[]) => `SELECT ${wanted.join(', ')} FROM ${sobject}${rest}`;
  const whole = soql(fields);
  const isShort = encodeURIComponent(whole).length <= longestAddress;
  const marks = ['Id', 'SystemModstamp', ...['IsDeleted', 'MasterRecordId'].filter((one) => fields.includes(one))];
  const { records, done, headers } = await query(context, isShort ? whole : soql(marks), { withDeleted: true });
  const found = z.array(marked).parse(records);
  const rows = isShort ? found : await withFields(context, sobject, fields, found);
  return { rows, last: found.at(-1), isLast: done && found.length < limit, headers };
}

async function withFields({ http }: ConnectorContext<unknown>, sobject: string, fields: string[], found: Marked[]) {
  const ids = found.filter(({ IsDeleted }) => !IsDeleted).map(({ Id }) => Id);
  if (ids.length === 0) return found;
  const { body } = await http.post(`${base}/composite/sobjects/${sobject}`, rowList, {
    json: { ids, fields },
    repeatable: true,
  });
  const byId = new Map(body.flatMap((row) => (row === null ? [] : [[row.Id, row] as const])));
  // What was deleted between the two calls is met as deleted next time: its time is later than this pass.
  return found.flatMap((row): Marked[] => {
    const full = row.IsDeleted ? row : byId.get(row.Id);
    return full === undefined ? [] : [{ ...row, ...full }];
  });
}
