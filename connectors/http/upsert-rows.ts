import { z } from 'zod';
import { AppCallError, isAppCallError, readPath, type Upsert, type WriteResult, writeOneByOne } from '../kit/index.ts';
import { answerOf } from './answer.ts';
import type { Settings } from './settings.ts';

const methods = { PATCH: 'patch', PUT: 'put', POST: 'post' } as const;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined;

/** A row whose key is known is changed at its own path; one that is not there, or has no key, is made. */
export const upsertRows: Upsert<Settings> = {
  batch: 20,
  // The key is called whatever the settings say.
  matchBy: [],
  example: [{ data: { item: 'Lamp', count: 2 } }, { key: '42', data: { count: 3 } }],
  write: ({ http, settings }, items, { idempotencyKey }) =>
    writeOneByOne(items, async (item, index): Promise<WriteResult> => {
      const { one, wrapper, create, list } = settings;
      const json = wrapper === '' ? item.data : { [wrapper]: item.data };
      const key = item.key ?? textOf(readPath(item.data, settings.key));
      if (key !== undefined && one !== '') {
        const path = one.replaceAll('{key}', encodeURIComponent(key));
        // A whole row, put twice, is the same row; of the others nobody knows it.
        const request = { json, answer: 'text' as const, repeatable: settings.change === 'PUT' };
        try {
          await http[methods[settings.change]](path, z.unknown(), request);
          return { key, action: 'updated' };
        } catch (error) {
          const isGone = isAppCallError(error) && error.details.class === 'not_found';
          if (!isGone || item.key !== undefined) throw error;
        }
      } else if (item.key !== undefined) {
        const words = 'Nobody has said at which path a row is changed.';
        throw new AppCallError(words, { class: 'invalid', code: 'no_path', field: 'one' });
      }
      const path = create || list;
      if (path === '') {
        const words = 'Nobody has said at which path rows are made.';
        throw new AppCallError(words, { class: 'invalid', code: 'no_path', field: 'create' });
      }
      const headers = { 'idempotency-key': `${idempotencyKey}-${index}` };
      const response = await http.post(path, z.string(), { json, headers, answer: 'text' });
      const { body } = answerOf(response);
      // Without a body the address of the new row ends with its key.
      const place = response.headers
        .get('location')
        ?.replace(/[?#].*$/, '')
        .split('/')
        .filter(Boolean)
        .at(-1);
      const told = textOf(readPath(wrapper === '' ? body : readPath(body, wrapper), settings.key));
      const made = told ?? key ?? (place && decodeURIComponent(place));
      if (made !== undefined) return { key: made, action: 'created' };
      // It must not be made again: told of this row alone, and not thrown.
      const message = `The row was made, but the answer does not say its key (${settings.key}).`;
      return { error: { class: 'protocol', code: 'no_key', message, field: settings.key } };
    }),
};
