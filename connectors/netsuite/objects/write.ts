import { isAppCallError, type Upsert, type WriteResult } from '../../kit/index.ts';
import { asRecord, create, put, schemaOf, update } from '../record.ts';

const refusals = new Set(['invalid', 'not_found', 'conflict']);
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

/** One after the other: NetSuite's own batches run later. With an external ID, writing twice leaves one record. */
export function upsert(record: string, example: Upsert['example']): Upsert {
  return {
    batch: 10,
    matchBy: ['externalid'],
    example,
    write: async (context, items) => {
      const fields = await schemaOf(context, record);
      const results: WriteResult[] = [];
      for (const { key, data } of items) {
        try {
          const { externalid, externalId = externalid, ...given } = data;
          const json = asRecord(given, fields);
          const external = textOf(externalId);
          if (key !== undefined) {
            await update(context, record, key, { ...json, ...(external && { externalId: external }) });
            results.push({ key, action: 'updated' });
          } else if (external !== undefined) {
            // NetSuite does not say whether it was there before.
            results.push({ key: (await put(context, record, external, json)).id, action: 'updated' });
          } else {
            results.push({ key: (await create(context, record, json)).id, action: 'created' });
          }
        } catch (error) {
          // One that NetSuite refuses leaves the others alone; anything else concerns them all.
          if (!isAppCallError(error) || !refusals.has(error.details.class)) throw error;
          const { class: errorClass, code, appMessage, field } = error.details;
          results.push({ error: { class: errorClass, code, message: appMessage ?? error.message, field } });
        }
      }
      return results;
    },
  };
}
