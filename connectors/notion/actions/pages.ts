import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { page } from '../objects/rows.ts';
import { propertiesOf, valuesFor } from '../properties.ts';
import { dataSource } from '../settings.ts';

const pageId = z.string().min(1).meta({ title: 'Page', options: 'pages' });
const text = z.string().meta({ title: 'Text', multiline: true });
const values = z.record(z.string(), z.unknown()).meta({
  title: 'Properties',
  description: 'By their names. Plain values are put into the form that each property takes.',
});
const source = '1a44be12-0953-4631-b498-9e5817518db8';
const id = 'b55c9c91-384d-452b-81db-d1ef79372b75';
const longest = 2_000;

/** Paragraphs, one for each line; a longer line is cut where Notion's limit for one text is. */
function paragraphs(lines: string) {
  return lines.split(/\r?\n/).map((line) => {
    const parts = line.match(new RegExp(`[\\s\\S]{1,${longest}}`, 'g')) ?? [];
    const rich_text = parts.map((content) => ({ type: 'text', text: { content } }));
    return { object: 'block', type: 'paragraph', paragraph: { rich_text } };
  });
}

export const createRow = defineAction({
  title: 'Add a row to a database',
  input: z.object({ dataSource, properties: values, text: text.max(50_000).optional() }),
  output: page,
  effect: 'writes',
  repeat: 'none',
  example: { dataSource: source, properties: { Name: 'Brass lamp', Price: 19.99 }, text: 'Made in Berlin.' },
  run: async ({ http }, input) => {
    const properties = valuesFor(await propertiesOf(http, input.dataSource), input.properties);
    const json = {
      parent: { type: 'data_source_id', data_source_id: input.dataSource },
      properties,
      ...(input.text !== undefined && { children: paragraphs(input.text).slice(0, 100) }),
    };
    return (await http.post('/v1/pages', page, { json })).body;
  },
});

const parentOf = z.object({ parent: z.looseObject({ data_source_id: z.string().optional() }) });

export const updateRow = defineAction({
  title: 'Change a row',
  description: 'The properties that are named; the others stay as they are.',
  input: z.object({ page: pageId, properties: values }),
  output: page,
  effect: 'writes',
  repeat: 'natural',
  example: { page: id, properties: { Price: 5 } },
  run: async ({ http }, input) => {
    const path = `/v1/pages/${encodeURIComponent(input.page)}`;
    const { parent } = (await http.get(path, parentOf)).body;
    const known = parent.data_source_id === undefined ? undefined : await propertiesOf(http, parent.data_source_id);
    const json = { properties: known === undefined ? input.properties : valuesFor(known, input.properties) };
    return (await http.patch(path, page, { json, repeatable: true })).body;
  },
});

export const createPage = defineAction({
  title: 'Create a page under another',
  input: z.object({
    parent: pageId,
    title: z.string().min(1).max(longest).meta({ title: 'Title' }),
    text: text.max(50_000).optional(),
  }),
  output: page,
  effect: 'writes',
  repeat: 'none',
  example: { parent: id, title: 'Minutes of today', text: 'Everybody was there.' },
  run: async ({ http }, input) => {
    const json = {
      parent: { type: 'page_id', page_id: input.parent },
      properties: { title: { title: [{ type: 'text', text: { content: input.title } }] } },
      ...(input.text !== undefined && { children: paragraphs(input.text).slice(0, 100) }),
    };
    return (await http.post('/v1/pages', page, { json })).body;
  },
});

const blocks = z.looseObject({ results: z.array(z.looseObject({ id: z.string() })) });

export const appendText = defineAction({
  title: 'Write at the end of a page',
  description: 'A paragraph for each line, up to 100 of them.',
  input: z.object({ page: pageId, text: text.min(1) }),
  output: blocks,
  effect: 'writes',
  repeat: 'none',
  example: { page: id, text: 'A customer has asked for this.' },
  run: async ({ http }, input) => {
    const json = { children: paragraphs(input.text).slice(0, 100) };
    return (await http.patch(`/v1/blocks/${encodeURIComponent(input.page)}/children`, blocks, { json })).body;
  },
});

export const trashPage = defineAction({
  title: 'Put a page into the trash',
  description: 'It can be taken out again in Notion for 30 days.',
  input: z.object({ page: pageId }),
  output: page,
  effect: 'destroys',
  repeat: 'natural',
  example: { page: id },
  run: async ({ http }, input) =>
    (
      await http.patch(`/v1/pages/${encodeURIComponent(input.page)}`, page, {
        json: { in_trash: true },
        repeatable: true,
      })
    ).body,
});
