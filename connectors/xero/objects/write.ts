import { z } from 'zod';
import type { ConnectorContext, Upsert, WriteItem, WriteResult } from '../../kit/index.ts';
import { quoted } from '../where.ts';

interface Written {
  /** `Contacts`, of the address and of the answer. */
  collection: string;
  id: string;
  /** A name or code that stands once only. */
  matchBy?: string;
}

const answered = z.looseObject({
  StatusAttributeString: z.string().nullish(),
  HasErrors: z.boolean().nullish(),
  HasValidationErrors: z.boolean().nullish(),
  ValidationErrors: z.array(z.object({ Message: z.string() })).nullish(),
});
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const listOf = <S extends z.ZodType>(collection: string, row: S) =>
  z.looseObject({ [collection]: z.unknown() }).transform((body) => z.array(row).parse(body[collection] ?? []));

/** Ids of records that are there already, by what must be unique. */
async function match(
  { http }: ConnectorContext<unknown>,
  { collection, id, matchBy }: Written,
  items: WriteItem[],
): Promise<Map<string, string>> {
  const unknown = matchBy === undefined ? [] : items.filter(({ key }) => key === undefined);
  const names = unknown.flatMap(({ data }) => textOf(data[matchBy ?? '']) ?? []);
  if (matchBy === undefined || names.length === 0) return new Map();
  const where = [...new Set(names)].map((name) => `${matchBy}==${quoted(name)}`).join(' OR ');
  const { body } = await http.get(`/${collection}`, listOf(collection, z.looseObject({})), { query: { where } });
  return new Map(
    body.flatMap((row) => {
      const [name, found] = [textOf(row[matchBy]), textOf(row[id])];
      return name === undefined || found === undefined ? [] : [[name.toLowerCase(), found] as const];
    }),
  );
}

/** All in one call, which Xero does once by its idempotency key; each record has an answer of its own, in their order. */
export function upsert(written: Written, example: Upsert['example']): Upsert {
  const { collection, id, matchBy } = written;
  return {
    batch: 25,
    matchBy: matchBy ? [matchBy] : [],
    example,
    write: async (context, items, { idempotencyKey }) => {
      const found = await match(context, written, items);
      const records = items.map(({ key, data }) => {
        const known = key ?? found.get(textOf(data[matchBy ?? ''])?.toLowerCase() ?? '');
        return { known, fields: { ...data, ...(known !== undefined && { [id]: known }) } };
      });
      const { body } = await context.http.post(`/${collection}`, listOf(collection, answered), {
        query: { summarizeErrors: false },
        json: { [collection]: records.map(({ fields }) => fields) },
        headers: { 'idempotency-key': idempotencyKey },
        repeatable: true,
      });
      return records.map(({ known }, place) => resultOf(body[place], id, known));
    },
  };
}

function resultOf(row: z.output<typeof answered> | undefined, id: string, known: string | undefined): WriteResult {
  const message = (row?.ValidationErrors ?? []).map(({ Message }) => Message).join(' ');
  const isRefused =
    row?.StatusAttributeString === 'ERROR' || row?.HasErrors || row?.HasValidationErrors || message !== '';
  if (row !== undefined && isRefused)
    return { error: { class: 'invalid', code: 'ValidationException', message: message || 'Xero did not take it.' } };
  const key = textOf(row?.[id]);
  if (key !== undefined) return { key, action: known === undefined ? 'created' : 'updated' };
  const sentence = 'Xero did not say what became of this record.';
  return { error: { class: 'protocol', code: 'no_result', message: sentence } };
}
