import { type Connector, type ConnectorContext, isAppCallError } from '#connectors/kit/index.ts';
import type { RecordFailure } from '#server/failures/failure.queries.ts';
import type { IncomingRecord } from '#server/records/incoming-record.ts';
import type { PageReader, RowReader } from './read-row.ts';

type ConnectorObject = Connector['objects'][string];

/** Rows that were asked for one by one. */
export interface TouchedRows {
  records: IncomingRecord[];
  /** Keys that the app does not know (any more). */
  gone: string[];
  /** Rows that have another key now. */
  renamed: { from: string; to: string }[];
  failures: RecordFailure[];
  /** When the app was asked for the first of them. */
  startedAt: Date;
  /** Fields that the app sets by itself with each write. */
  touches: readonly string[];
}

interface ReadTouched {
  object: ConnectorObject;
  context: ConnectorContext<unknown>;
  read: PageReader;
}

const sideBySide = 4;
/** The row is at fault, not the app or the access: the other rows may still be read. */
const ofTheRow = new Set(['permission', 'invalid', 'conflict', 'too_large', 'protocol', 'quota']);

/** Reads rows by their keys. One that can't be read fails alone, unless that happens to all of them. */
export async function readTouched(
  { object, context, read }: ReadTouched,
  keys: readonly string[],
): Promise<TouchedRows> {
  const { get } = object;
  if (!get) throw new Error('An object without get has no row to be read by its key.');
  const found: TouchedRows = {
    records: [],
    gone: [],
    renamed: [],
    failures: [],
    startedAt: new Date(),
    touches: object.upsert?.touches ?? [],
  };
  const rows: [key: string, row: unknown][] = [];
  let refused: unknown;
  const readOne = async (key: string): Promise<void> => {
    let row: unknown;
    try {
      row = await get(context as ConnectorContext<never>, key);
    } catch (error) {
      if (isAppCallError(error) && error.details.class === 'not_found') row = null;
      else if (isAppCallError(error) && ofTheRow.has(error.details.class)) {
        refused = error;
        found.failures.push(failureOf(key, error.details, error.message));
        return;
      } else throw error;
    }
    if (row === null || row === undefined) {
      found.gone.push(key);
      return;
    }
    rows.push([key, row]);
  };
  for (let at = 0; at < keys.length; at += sideBySide) await Promise.all(keys.slice(at, at + sideBySide).map(readOne));
  const readRow = await read.of(rows.map(([, row]) => row));
  for (const [key, row] of rows) sortOut(found, key, readRow(row));
  if (refused && keys.length > 1 && found.failures.length === keys.length) throw refused;
  return found;
}

function sortOut(found: TouchedRows, key: string, parsed: ReturnType<RowReader>): void {
  if ('failure' in parsed) found.failures.push(parsed.failure);
  // The mapping's filter does not want it: for the reader it is gone.
  else if ('excluded' in parsed) found.gone.push(key, parsed.excluded);
  else {
    found.records.push(parsed.record);
    // Merged or moved: the app answers for the old key with the row that it has become.
    if (parsed.record.externalId !== key) found.renamed.push({ from: key, to: parsed.record.externalId });
  }
}

function failureOf(
  externalId: string,
  details: { class: string; code?: string; field?: string; appMessage?: string },
  message: string,
): RecordFailure {
  return {
    externalId,
    class: details.class,
    code: details.code,
    field: details.field ?? null,
    message: details.appMessage ? `${message} It said: “${details.appMessage}”` : message,
    remedy: 'Look at this record in the app; the next time that it can be read closes this by itself.',
    input: 'null',
  };
}
