import { z } from 'zod';
import type { ConnectorContext } from '../kit/index.ts';

export const size = 1_000;

const page = z.object({ items: z.array(z.looseObject({})), hasMore: z.boolean().optional() });

/** Asks by SuiteQL, for up to 1,000 rows. Columns come in small letters, and those without a value are left out. */
export async function suiteql(
  { http }: Pick<ConnectorContext<unknown>, 'http'>,
  q: string,
  { limit = size, offset = 0 }: { limit?: number; offset?: number } = {},
) {
  const { body } = await http.post('/query/v1/suiteql', page, {
    query: { limit, ...(offset > 0 && { offset }) },
    headers: { prefer: 'transient' },
    json: { q },
    repeatable: true,
  });
  return { rows: body.items, hasMore: body.hasMore ?? body.items.length >= limit };
}

/** A text inside a question: nothing that a customer typed ends it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A text that may stand anywhere in a column's, in any case. A percent sign or underscore in it finds a little more. */
export const containing = (column: string, text: string): string =>
  `UPPER(${column}) LIKE UPPER(${quoted(`%${text}%`)})`;

export const timeFormat = 'YYYY-MM-DD HH24:MI:SS';
const latestRow = z.object({ latest: z.string().nullish() });

/**
 * The time of the latest change, as NetSuite writes it. Its time zone is the account's affair: times are only ever compared with times
 * that came from the same place.
 */
export async function latestChange(
  context: Pick<ConnectorContext<unknown>, 'http'>,
  from: string,
): Promise<string | null> {
  const { rows } = await suiteql(
    context,
    `SELECT TO_CHAR(MAX(lastmodifieddate), '${timeFormat}') AS latest FROM ${from}`,
    {
      limit: 1,
    },
  );
  return latestRow.safeParse(rows[0]).data?.latest ?? null;
}

/** `2026-11-21 09:00:00` less some minutes, whatever its zone. */
export function earlier(time: string, minutes: number): string {
  const at = Date.parse(`${time.replace(' ', 'T')}Z`) - minutes * 60_000;
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

export const netsuiteTime = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
export const asDate = (time: string): string => `TO_DATE('${time}', '${timeFormat}')`;
