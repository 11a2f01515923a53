import { z } from 'zod';
import type { ConnectorContext } from '../kit/index.ts';

type Context = Pick<ConnectorContext<unknown>, 'http'>;

/** The answer for one record stands under its kind's name. */
export function recordOf<S extends z.ZodType>(entity: string, schema: S) {
  const found = z.looseObject({ [entity]: schema });
  return found.transform((body): z.output<S> => schema.parse(body[entity]));
}

const answer = z.object({ QueryResponse: z.record(z.string(), z.unknown()), time: z.string().optional() });
const list = z.array(z.looseObject({}));

/** Asks in QuickBooks' own language. Where nothing is found, the list is left out. */
export async function query({ http }: Context, entity: string, statement: string) {
  const { headers, body } = await http.get('/query', answer, { query: { query: statement } });
  return { rows: list.parse(body.QueryResponse[entity] ?? []), headers };
}

/** A text inside a question: nothing that a customer typed ends it. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** A text that may stand anywhere in a field's. QuickBooks knows no way to mean a percent sign itself. */
export const containing = (text: string): string => quoted(`%${text.replaceAll('%', '')}%`);
