import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

const page = z.object({
  result: z.array(z.object({ id: z.string(), name: z.string() })),
  _metadata: z.object({ next: z.string().optional() }).optional(),
});
const cursorText = z.string().nullable().catch(null);

const choices =
  (path: string, query: Record<string, string | number>): OptionsFunction =>
  async ({ http }, { search, cursor }) => {
    const next = cursorText.parse(cursor);
    const { body } = next === null ? await http.get(path, page, { query }) : await http.get(next, page);
    const wanted = search.trim().toLowerCase();
    const found = body.result.filter(({ name }) => name.toLowerCase().includes(wanted));
    return { options: found.map(({ id, name }) => ({ value: id, label: name })), next: body._metadata?.next ?? null };
  };

export const options: Record<string, OptionsFunction> = {
  templates: choices('/templates', { generations: 'dynamic', page_size: 200 }),
  lists: choices('/marketing/lists', { page_size: 100 }),
};
