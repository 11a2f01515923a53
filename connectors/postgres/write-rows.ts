import { type AppCallError, isAppCallError, type WriteItem, type WriteResult } from '../kit/index.ts';
import { valuesOf } from './recordset.ts';
import { readRowKey } from './row-key.ts';
import type { Target } from './target.ts';
import { insertStatement, resultsIn, upsertStatement, type Write } from './write-statements.ts';

/**
 * Writes rows, each found by its key or made. Rows with the same columns travel in one statement, which takes effect as a whole or
 * not at all: one that is refused is cut in halves until the bad row stands alone.
 */
export async function writeRows(
  target: Target,
  items: readonly WriteItem[],
  matchBy: string[] = target.choice.key,
): Promise<WriteResult[]> {
  const results = new Map<number, WriteResult>();
  const writes: Write[] = [];
  for (const [place, item] of items.entries()) {
    const write = writeOf(target, { ...item, place }, matchBy);
    if ('error' in write) results.set(place, write);
    else writes.push(write);
  }
  for (const wave of waves(writes)) {
    const alike = Object.groupBy(wave, ({ key, columns }) => JSON.stringify([key !== null, columns]));
    for (const group of Object.values(alike))
      for (const [place, result] of await send({ target, matchBy }, group ?? [])) results.set(place, result);
  }
  return items.map((_, place) => results.get(place) ?? lost);
}

const lost: WriteResult = {
  error: {
    class: 'conflict',
    code: 'not_written',
    message: 'The row was not written: it was deleted at this moment, or a rule of the table kept it as it was.',
  },
};

function writeOf(
  { columns, choice }: Target,
  { key, data, place }: WriteItem & { place: number },
  matchBy: string[],
): Write | Extract<WriteResult, { error: unknown }> {
  const names = Object.keys(data).filter((name) => data[name] !== undefined);
  const unknown = names.find((name) => !columns.some((column) => column.name === name));
  if (unknown !== undefined)
    return refusal('unknown_column', `The table ${choice.schema}.${choice.name} has no column ${unknown}.`, unknown);
  const given = key === undefined ? matchBy.map((name) => data[name]) : readRowKey(key, matchBy);
  if (given === null) return refusal('key', `The key of a row is ${matchBy.join(' and ')}.`, matchBy[0]);
  const isKnown = given.every((value) => value !== undefined && value !== null);
  const isWritten = ({ name, isReadOnly }: Target['columns'][number]) =>
    names.includes(name) && !isReadOnly && !(isKnown && matchBy.includes(name));
  const written = columns.filter(isWritten).map(({ name }) => name);
  if (!isKnown && written.length === 0) return refusal('empty', 'The row has no value for any column.');
  return { place, key: isKnown ? given : null, columns: written, values: written.map((name) => data[name]) };
}

function refusal(code: string, message: string, field?: string): Extract<WriteResult, { error: unknown }> {
  return { error: { class: 'mapping', code, message, ...(field !== undefined && { field }) } };
}

/** One statement can't write the same row twice: what comes again goes after it, so that the last one stays. */
function waves(writes: Write[]): Write[][] {
  const seen = new Map<string, number>();
  return Object.values(
    Object.groupBy(writes, ({ key, place }) => {
      const name = key === null ? `new ${place}` : JSON.stringify(key.map(String));
      const wave = seen.get(name) ?? 0;
      seen.set(name, wave + 1);
      return wave;
    }),
  ).flatMap((wave) => (wave === undefined ? [] : [wave]));
}

interface Batch {
  target: Target;
  matchBy: string[];
}

async function send(batch: Batch, writes: Write[]): Promise<[place: number, WriteResult][]> {
  const [first] = writes;
  if (first === undefined) return [];
  const { target, matchBy } = batch;
  const isUpsert = first.key !== null;
  const statement = isUpsert ? upsertStatement(target, first.columns, matchBy) : insertStatement(target, first.columns);
  const parameter = JSON.stringify(writes.map(({ key, values }, n) => valuesOf(n, [...(key ?? []), ...values])));
  try {
    const { rows } = await target.sql.execute(statement, [parameter], { repeatable: isUpsert });
    const results = resultsIn(target, rows);
    return writes.map(({ place }, n) => [place, results.get(n) ?? lost]);
  } catch (error) {
    if (!isAppCallError(error) || !isOfARow(error)) throw error;
    const middle = Math.ceil(writes.length / 2);
    if (writes.length > 1)
      return [...(await send(batch, writes.slice(0, middle))), ...(await send(batch, writes.slice(middle)))];
    const { class: errorClass, code, appMessage, field } = error.details;
    const words = { message: appMessage ?? error.message, ...(code && { code }), ...(field && { field }) };
    return [[first.place, { error: { class: errorClass, ...words } }]];
  }
}

/** Data that does not fit (22), a rule that is broken (23, 44, a trigger's own), the same row twice in other spellings (21). Anything else concerns all rows. */
const isOfARow = ({ details: { code = '' } }: AppCallError): boolean => /^(21|22|23|44|P0)...$/.test(code);
