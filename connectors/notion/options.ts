import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

const richText = z.array(z.looseObject({ plain_text: z.string().optional() }));
const found = z.object({
  results: z.array(
    z.looseObject({
      id: z.string(),
      title: richText.optional(),
      properties: z.record(z.string(), z.looseObject({ title: richText.optional().catch(undefined) })).optional(),
    }),
  ),
  next_cursor: z.string().nullish(),
});
const cursorText = z.string().nullable().catch(null);
const plain = (parts: z.output<typeof richText> | undefined) =>
  (parts ?? []).map(({ plain_text }) => plain_text ?? '').join('');

const searching =
  (value: 'page' | 'data_source'): OptionsFunction =>
  async ({ http }, { search, cursor }) => {
    const start_cursor = cursorText.parse(cursor);
    const json = {
      query: search.trim(),
      filter: { property: 'object', value },
      sort: { direction: 'descending', timestamp: 'last_edited_time' },
      page_size: 50,
      ...(start_cursor !== null && { start_cursor }),
    };
    const { body } = await http.post('/v1/search', found, { json, repeatable: true });
    const options = body.results.map(({ id, title, properties = {} }) => {
      const ofPage = Object.values(properties).find((one) => one.title !== undefined)?.title;
      return { value: id, label: plain(title ?? ofPage) || 'Untitled' };
    });
    return { options, next: body.next_cursor ?? null };
  };

export const options: Record<string, OptionsFunction> = {
  dataSources: searching('data_source'),
  pages: searching('page'),
};
