import { z } from 'zod';
import { AppCallError, type Upsert, writeOneByOne } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import { customFieldsOf, written } from './custom-fields.ts';

const card = z.looseObject({ id: z.string() });
const given = z.looseObject({ custom: z.record(z.string(), z.unknown()).optional() });

/** One at a time. Trello knows no id of ours: what has no key is made, and made again if the answer got lost. */
export const upsertCards: Upsert<Settings> = {
  batch: 10,
  matchBy: [],
  example: [
    { data: { idList: '5abbe4b7ddc1b351ef961415', name: 'Mend the lamp', due: '2026-12-01T09:00:00.000Z' } },
    { key: '5abbe4b7ddc1b351ef961416', data: { dueComplete: true } },
  ],
  write: async (context, items) => {
    const { http } = context;
    const isCustom = items.some(({ data }) => given.safeParse(data).data?.custom !== undefined);
    const types = new Map(isCustom ? (await customFieldsOf(context)).map(({ id, type }) => [id, type]) : []);
    return writeOneByOne(items, async ({ key, data }) => {
      const { custom = {}, ...json } = given.parse(data);
      for (const field of Object.keys(custom)) {
        if (types.has(field)) continue;
        const message = `The board has no custom field ${field}.`;
        throw new AppCallError(message, { class: 'invalid', code: 'no_field', field: `custom.${field}` });
      }
      const { body } =
        key === undefined
          ? await http.post('/cards', card, { json })
          : await http.put(`/cards/${encodeURIComponent(key)}`, card, { json, repeatable: true });
      for (const [field, value] of Object.entries(custom)) {
        const path = `/cards/${encodeURIComponent(body.id)}/customField/${encodeURIComponent(field)}/item`;
        await http.put(path, z.unknown(), { json: written(types.get(field) ?? 'text', value), repeatable: true });
      }
      return { key: body.id, action: key === undefined ? 'created' : 'updated' };
    });
  },
};
