import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

const models = z.object({
  data: z.array(z.object({ id: z.string(), display_name: z.string() })),
  has_more: z.boolean(),
  last_id: z.string().nullish(),
});
const cursorText = z.string().nullable().catch(null);

export const options: Record<string, OptionsFunction> = {
  models: async ({ http }, { search, cursor }) => {
    const query = { limit: 100, after_id: cursorText.parse(cursor) ?? undefined };
    const { body } = await http.get('/v1/models', models, { query });
    const wanted = search.trim().toLowerCase();
    const found = body.data.filter(({ id, display_name }) => `${id} ${display_name}`.toLowerCase().includes(wanted));
    return {
      options: found.map(({ id, display_name }) => ({ value: id, label: display_name, detail: id })),
      next: body.has_more ? (body.last_id ?? null) : null,
    };
  },
};
