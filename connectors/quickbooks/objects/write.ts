import { z } from 'zod';
import {
  type ConnectorContext,
  isAppCallError,
  type Upsert,
  type WriteItem,
  type WriteResult,
} from '../../kit/index.ts';
import { query, quoted, recordOf } from '../query.ts';
import { customToWrite } from './custom-fields.ts';

interface Written {
  entity: string;
  /** A name that QuickBooks lets stand once only. */
  matchBy?: 'DisplayName' | 'Name';
}

const written = z.looseObject({ Id: z.string(), SyncToken: z.string().optional() });
const current = z.object({ Id: z.string(), SyncToken: z.string() });
const whole = current.extend({ CustomField: z.unknown().optional() });
const refusals = new Set(['invalid', 'not_found', 'conflict']);

/** QuickBooks does a request once where it comes with the same id (of at most 50 letters), and answers the same again. */
export const once = (key: string): { requestid: string } => ({ requestid: key.slice(-50) });

/** Of a record as it is now: what is written must carry it, so that nobody's change is overwritten unseen. */
export async function readToken(
  context: Pick<ConnectorContext<unknown>, 'http'>,
  entity: string,
  id: string,
): Promise<z.output<typeof current>> {
  return current.parse(await read(context, entity, id));
}

async function read({ http }: Pick<ConnectorContext<unknown>, 'http'>, entity: string, id: string) {
  const path = `/${entity.toLowerCase()}/${encodeURIComponent(id)}`;
  return (await http.get(path, recordOf(entity, whole))).body;
}

export async function save(
  { http }: Pick<ConnectorContext<unknown>, 'http'>,
  entity: string,
  fields: Record<string, unknown>,
  { key, operation }: { key: string; operation?: 'delete' | 'void' },
): Promise<z.output<typeof written>> {
  const { body } = await http.post(`/${entity.toLowerCase()}`, recordOf(entity, written), {
    query: { ...(operation && { operation }), ...once(key) },
    json: fields,
    repeatable: true,
  });
  return body;
}

async function find(context: ConnectorContext<unknown>, { entity, matchBy }: Written, { key, data }: WriteItem) {
  if (key !== undefined) return read(context, entity, key);
  const name = matchBy && data[matchBy];
  if (matchBy === undefined || typeof name !== 'string' || name === '') return undefined;
  const where = `${matchBy} = ${quoted(name)} AND Active IN (true, false)`;
  const { rows } = await query(context, entity, `SELECT * FROM ${entity} WHERE ${where}`);
  return z.array(whole).parse(rows)[0];
}

/** One after the other, each with an id of its own: repeating the batch does nothing twice. */
export function upsert(object: Written, example: Upsert['example']): Upsert {
  return {
    batch: 10,
    matchBy: object.matchBy ? [object.matchBy] : [],
    example,
    write: async (context, items, { idempotencyKey }) => {
      const results: WriteResult[] = [];
      for (const [index, item] of items.entries()) {
        try {
          const known = await find(context, object, item);
          const { Id: _id, SyncToken: _token, MetaData: _meta, domain: _domain, ...data } = item.data;
          const fields = customToWrite(data, known?.CustomField);
          const body =
            known === undefined ? fields : { ...fields, Id: known.Id, SyncToken: known.SyncToken, sparse: true };
          const saved = await save(context, object.entity, body, { key: `${idempotencyKey}-${index}` });
          results.push({ key: saved.Id, action: known === undefined ? 'created' : 'updated' });
        } catch (error) {
          // One that QuickBooks refuses leaves the others alone; anything else concerns them all.
          if (!isAppCallError(error) || !refusals.has(error.details.class)) throw error;
          const { class: errorClass, code, appMessage, field } = error.details;
          results.push({ error: { class: errorClass, code, message: appMessage ?? error.message, field } });
        }
      }
      return results;
    },
  };
}
