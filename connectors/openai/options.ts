import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

const models = z.object({ data: z.array(z.object({ id: z.string(), owned_by: z.string().optional() })) });
const files = z.object({
  data: z.array(z.object({ id: z.string(), filename: z.string(), purpose: z.string() })),
  has_more: z.boolean().optional(),
});
const cursorText = z.string().nullable().catch(null);

export const options: Record<string, OptionsFunction> = {
  models: async ({ http }, { search }) => {
    const { body } = await http.get('/models', models);
    const found = body.data.filter(({ id }) => id.includes(search.trim().toLowerCase()));
    const inOrder = found.sort((one, other) => one.id.localeCompare(other.id));
    return { options: inOrder.map(({ id, owned_by }) => ({ value: id, label: id, detail: owned_by })), next: null };
  },
  files: async ({ http }, { search, cursor }) => {
    const query = { limit: 100, after: cursorText.parse(cursor) ?? undefined };
    const { body } = await http.get('/files', files, { query });
    const found = body.data.filter(({ filename }) => filename.toLowerCase().includes(search.trim().toLowerCase()));
    return {
      options: found.map(({ id, filename, purpose }) => ({ value: id, label: filename, detail: purpose })),
      next: body.has_more ? (body.data.at(-1)?.id ?? null) : null,
    };
  },
};
