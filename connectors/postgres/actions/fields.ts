import { z } from 'zod';
import { AppCallError, type ConnectorContext, isAppCallError } from '../../kit/index.ts';
import { describeTable } from '../describe-table.ts';
import { readTableChoice } from '../table-choice.ts';
import type { Target } from '../target.ts';

/** A row as the caller writes it: columns by name. */
export const values = z.record(z.string(), z.json());
/** A row as it is read. */
export const row = z.record(z.string(), z.json());

export const tableField = z.string().optional().meta({
  title: 'Table',
  description: 'The table of the settings unless told.',
  options: 'anyTables',
  placeholder: 'public.customers#id',
});

export const keyField = z.union([z.string(), z.number()]).transform(String).meta({
  title: 'Key',
  description: 'The value of the key column; of several columns, joined by a bar: 7|2.',
});

export const limitField = z.int().min(1).max(1_000).default(100).meta({ title: 'Rows at most' });

const settled = z.object({ table: z.string().min(1) });

/** The table that the caller named, else that of the settings. */
export async function targetOf({ sql, settings }: ConnectorContext, named: string | undefined): Promise<Target> {
  const text = named ?? settled.safeParse(settings).data?.table;
  if (text === undefined) {
    throw new AppCallError('No table was named, and none is chosen in the settings.', {
      class: 'invalid',
      code: 'no_table',
      field: 'table',
    });
  }
  const choice = readTableChoice(text);
  return { sql, choice, columns: await describeTable(sql, choice) };
}

export function noRow(key: string): AppCallError {
  return new AppCallError(`There is no row with the key ${key}.`, { class: 'not_found', code: 'no_row', field: 'key' });
}

/** What somebody wrote in SQL is theirs: where the database does not understand it, they are told, and in its own words. */
export async function ofStatement<T>(field: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code = '', appMessage } = isAppCallError(error) ? error.details : {};
    if (!isAppCallError(error) || appMessage === undefined || !/^(0A|25|42)/.test(code)) throw error;
    if (error.details.class === 'permission') throw error;
    const message = `PostgreSQL does not take this: ${appMessage}.`;
    throw new AppCallError(message, { ...error.details, class: 'invalid', field, cause: error });
  }
}
