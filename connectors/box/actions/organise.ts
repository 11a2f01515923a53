import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { scope } from '../auth.ts';
import { fieldsOf, file, folder, type Kind, pathOf } from '../objects/rows.ts';
import { folderId, itemId, kind, name } from './fields.ts';

const item = z.union([file, folder]);
const query = (of: Kind) => ({ fields: fieldsOf(of, '') });
const id = '73835521473';

export const createFolder = defineAction({
  title: 'Create a folder',
  description: 'Where there is one of that name, it is refused.',
  input: z.object({ name, folder: folderId.default('0').meta({ title: 'In folder', options: 'folders' }) }),
  output: folder,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope.write],
  example: { name: 'Invoices', folder: '0' },
  run: async ({ http }, input) => {
    const json = { name: input.name, parent: { id: input.folder } };
    return (await http.post('/folders', folder, { query: query('folder'), json })).body;
  },
});

export const updateItem = defineAction({
  title: 'Rename, move or describe a file or folder',
  input: z.object({
    kind,
    item: itemId,
    name: name.optional(),
    folder: folderId.optional().meta({ title: 'To folder', options: 'folders' }),
    description: z.string().max(255).optional().meta({ title: 'Description' }),
    tags: z.array(z.string().trim().min(1)).optional().meta({ title: 'Tags', description: 'All of them.' }),
  }),
  output: item,
  effect: 'writes',
  repeat: 'natural',
  scopes: [scope.write],
  example: { kind: 'file', item: id, name: 'Invoice 42 of Globex.pdf', folder: '11446498' },
  run: async ({ http }, { kind: of, item: key, folder: to, ...changes }) => {
    const json = { ...changes, ...(to !== undefined && { parent: { id: to } }) };
    return (await http.put(pathOf(of, key), item, { query: query(of), json, repeatable: true })).body;
  },
});

export const copyItem = defineAction({
  title: 'Copy a file or folder',
  description: 'A folder with all that is in it.',
  input: z.object({ kind, item: itemId, folder: folderId, name: name.optional() }),
  output: item,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope.write],
  example: { kind: 'file', item: id, folder: '11446498' },
  run: async ({ http }, input) => {
    const json = { parent: { id: input.folder }, name: input.name };
    return (await http.post(`${pathOf(input.kind, input.item)}/copy`, item, { query: query(input.kind), json })).body;
  },
});

export const deleteItem = defineAction({
  title: 'Delete a file or folder',
  description: 'It goes to the bin, where Box keeps it as long as the organisation says: 30 days unless told.',
  input: z.object({
    kind,
    item: itemId,
    withContents: z
      .boolean()
      .default(false)
      .meta({ title: 'With all that is in it', description: 'Otherwise only an empty folder is deleted.' }),
  }),
  output: z.object({ item: z.string() }),
  effect: 'destroys',
  repeat: 'none',
  scopes: [scope.write],
  example: { kind: 'file', item: id },
  run: async ({ http }, input) => {
    const recursive = input.kind === 'folder' && input.withContents ? true : undefined;
    await http.delete(pathOf(input.kind, input.item), z.unknown(), { query: { recursive } });
    return { item: input.item };
  },
});

export const getItem = defineAction({
  title: 'Get a file’s or folder’s details',
  input: z.object({ kind, item: itemId }),
  output: item,
  effect: 'reads',
  repeat: 'natural',
  example: { kind: 'file', item: id },
  run: async ({ http }, input) =>
    (await http.get(pathOf(input.kind, input.item), item, { query: query(input.kind) })).body,
});

const found = z.looseObject({ entries: z.array(item), total_count: z.number().nullish() });

export const searchItems = defineAction({
  title: 'Search files and folders',
  description: 'By name, description, tags and what is in them. A new file is found after some minutes.',
  input: z.object({
    words: z.string().trim().min(1, 'What for?').meta({ title: 'Words' }),
    kind: z
      .enum(['file', 'folder'])
      .optional()
      .meta({ title: 'Only', choices: { file: 'Files', folder: 'Folders' } }),
    folder: folderId.optional(),
    extensions: z
      .array(z.string().trim().regex(/^\w+$/, 'Such as pdf.'))
      .default([])
      .meta({ title: 'Endings', description: 'Such as pdf; empty: any.' }),
    most: z.int().min(1).max(200).default(50).meta({ title: 'At most' }),
  }),
  output: z.object({ items: z.array(item), total: z.number() }),
  effect: 'reads',
  repeat: 'natural',
  example: { words: 'invoice 42' },
  run: async ({ http }, input) => {
    const { body } = await http.get('/search', found, {
      query: {
        query: input.words,
        type: input.kind,
        ancestor_folder_ids: input.folder,
        file_extensions: input.extensions.join(',') || undefined,
        fields: fieldsOf('file', ''),
        limit: input.most,
      },
      // Searches are counted apart: sixty in a minute.
      cost: 15,
    });
    return { items: body.entries, total: body.total_count ?? body.entries.length };
  },
});
