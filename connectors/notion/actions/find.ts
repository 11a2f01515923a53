import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { page } from '../objects/rows.ts';
import { dataSource } from '../settings.ts';

const found = z.looseObject({ results: z.array(z.looseObject({ id: z.string() })), next_cursor: z.string().nullish() });
const id = 'b55c9c91-384d-452b-81db-d1ef79372b75';

export const search = defineAction({
  title: 'Search pages and databases',
  description: 'By words in their titles, among those that are shared with the app.',
  input: z.object({
    words: z.string().default('').meta({ title: 'Search for' }),
    kind: z
      .enum(['page', 'data_source'])
      .optional()
      .meta({ title: 'Only', choices: { page: 'Pages', data_source: 'Databases' } }),
  }),
  output: found,
  effect: 'reads',
  repeat: 'natural',
  example: { words: 'lamp' },
  run: async ({ http }, { words, kind }) => {
    const json = { query: words, page_size: 100, ...(kind && { filter: { property: 'object', value: kind } }) };
    return (await http.post('/v1/search', found, { json, repeatable: true })).body;
  },
});

export const findRows = defineAction({
  title: 'Find rows of a database',
  description: "By a filter in Notion's own form: { property: 'Price', number: { greater_than: 10 } }.",
  input: z.object({
    dataSource,
    filter: z.record(z.string(), z.unknown()).optional().meta({ title: 'Filter' }),
    cursor: z.string().optional().meta({ title: 'Next page' }),
  }),
  output: found,
  effect: 'reads',
  repeat: 'natural',
  example: { dataSource: '1a44be12-0953-4631-b498-9e5817518db8' },
  run: async ({ http }, input) => {
    const path = `/v1/data_sources/${encodeURIComponent(input.dataSource)}/query`;
    const json = {
      page_size: 100,
      ...(input.filter && { filter: input.filter }),
      ...(input.cursor && { start_cursor: input.cursor }),
    };
    return (await http.post(path, found, { json, repeatable: true })).body;
  },
});

export const readPage = defineAction({
  title: 'Read a page',
  input: z.object({ page: z.string().min(1).meta({ title: 'Page', options: 'pages' }) }),
  output: page,
  effect: 'reads',
  repeat: 'natural',
  example: { page: id },
  run: async ({ http }, input) => (await http.get(`/v1/pages/${encodeURIComponent(input.page)}`, page)).body,
});

const comment = z.looseObject({ id: z.string() });

export const addComment = defineAction({
  title: 'Comment on a page',
  input: z.object({
    page: z.string().min(1).meta({ title: 'Page', options: 'pages' }),
    text: z.string().min(1).max(2_000).meta({ title: 'Text', multiline: true }),
  }),
  output: comment,
  effect: 'writes',
  repeat: 'none',
  example: { page: id, text: 'A customer has asked for this.' },
  run: async ({ http }, input) => {
    const json = { parent: { page_id: input.page }, rich_text: [{ text: { content: input.text } }] };
    return (await http.post('/v1/comments', comment, { json })).body;
  },
});
