import { z } from 'zod';
import { type ConnectorHttp, isAppCallError, type Upsert, type WriteItem, type WriteResult } from '../../kit/index.ts';
import { type Settings, tablePath } from '../settings.ts';

const given = z.object({ fields: z.record(z.string(), z.unknown()).default({}) });
const written = z.object({ records: z.array(z.object({ id: z.string() })) });
const fieldsOf = (item: WriteItem) => given.parse(item.data).fields;

type Written = z.output<typeof written>['records'];

async function send(http: ConnectorHttp, path: string, items: WriteItem[]): Promise<Written> {
  const isKnown = items[0]?.key !== undefined;
  const records = items.map((item) => ({ ...(isKnown && { id: item.key }), fields: fieldsOf(item) }));
  // Texts are put into the form of a field: '5' becomes a number, a name a choice.
  const json = { records, typecast: true };
  const { body } = isKnown
    ? await http.patch(path, written, { json, repeatable: true })
    : await http.post(path, written, { json });
  return body.records;
}

/** Ten go together, all or none: where they are refused, each is tried alone, so that the bad one stands by itself. */
async function write(http: ConnectorHttp, path: string, items: WriteItem[]): Promise<WriteResult[]> {
  const action = items[0]?.key === undefined ? 'created' : 'updated';
  try {
    const records = await send(http, path, items);
    return items.map((_item, index) => ({ key: records[index]?.id ?? '', action }));
  } catch (error) {
    const isRefusal = isAppCallError(error) && ['invalid', 'not_found', 'conflict'].includes(error.details.class);
    if (!isRefusal) throw error;
    if (items.length === 1) {
      const { class: errorClass, code, appMessage, field } = error.details;
      return [
        {
          error: {
            class: errorClass,
            message: appMessage ?? error.message,
            ...(code && { code }),
            ...(field && { field }),
          },
        },
      ];
    }
    const results: WriteResult[] = [];
    for (const item of items) results.push(...(await write(http, path, [item])));
    return results;
  }
}

/** `data` has the row's shape: `{ fields: { Name: 'Lamp' } }`. */
export const upsertRecords: Upsert<Settings> = {
  batch: 10,
  matchBy: [],
  example: [
    { data: { fields: { Name: 'Brass lamp', Price: 19.99 } } },
    { key: 'rec560UJdUtocSouk', data: { fields: { Price: 5 } } },
  ],
  write: async ({ http, settings }, items) => {
    const path = tablePath(settings);
    const known = items.filter(({ key }) => key !== undefined);
    const fresh = items.filter(({ key }) => key === undefined);
    const ofKnown = known.length > 0 ? await write(http, path, known) : [];
    const ofFresh = fresh.length > 0 ? await write(http, path, fresh) : [];
    return items.map(
      ({ key }) =>
        (key === undefined ? ofFresh : ofKnown).shift() ?? {
          error: { class: 'internal', message: 'Airtable said nothing of this one.' },
        },
    );
  },
};
