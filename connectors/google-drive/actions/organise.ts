import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { write } from '../auth.ts';
import { allDrives, cost, fileFields, filePath, filesPath, folderType, inAllDrives, quoted } from '../drive-call.ts';
import { file } from '../objects/file-row.ts';
import { fileId, folderId, itemId } from './fields.ts';

const id = '1dyUEebJaFnWa3Z4n0BFMVAXQ7mfUH11g';
const query = { ...allDrives, fields: fileFields };
const name = z.string().min(1, 'A name.').meta({ title: 'Name' });

export const createFolder = defineAction({
  title: 'Create a folder',
  description: 'Also where there is one of that name.',
  input: z.object({ name, folder: folderId.optional().meta({ title: 'In folder', options: 'folders' }) }),
  output: file,
  effect: 'writes',
  repeat: 'none',
  scopes: [write],
  example: { name: 'Invoices' },
  run: async ({ http }, input) => {
    const json = { name: input.name, mimeType: folderType, ...(input.folder && { parents: [input.folder] }) };
    return (await http.post(filesPath, file, { query, json, cost: cost.change })).body;
  },
});

export const copyFile = defineAction({
  title: 'Copy a file',
  description: 'A folder can’t be copied.',
  input: z.object({ file: fileId, name: name.optional(), folder: folderId.optional() }),
  output: file,
  effect: 'writes',
  repeat: 'none',
  scopes: [write],
  example: { file: id, name: 'Invoice of Globex' },
  run: async ({ http }, input) => {
    const json = { name: input.name, ...(input.folder && { parents: [input.folder] }) };
    return (await http.post(`${filePath(input.file)}/copy`, file, { query, json, cost: cost.change })).body;
  },
});

const parents = z.looseObject({ parents: z.array(z.string()).optional() });

export const moveFile = defineAction({
  title: 'Move a file or folder',
  input: z.object({ file: itemId, folder: folderId }),
  output: file,
  effect: 'writes',
  repeat: 'natural',
  scopes: [write],
  example: { file: id, folder: '0AIv7G8yEYAWHUk9ABC' },
  run: async ({ http }, input) => {
    const path = filePath(input.file);
    const { body } = await http.get(path, parents, { query: { ...allDrives, fields: 'parents' }, cost: cost.read });
    const removeParents = (body.parents ?? []).filter((one) => one !== input.folder).join(',') || undefined;
    const moved = { ...query, addParents: input.folder, removeParents };
    return (await http.patch(path, file, { query: moved, json: {}, repeatable: true, cost: cost.change })).body;
  },
});

export const renameFile = defineAction({
  title: 'Rename or describe a file or folder',
  input: z.object({
    file: itemId,
    name: name.optional(),
    description: z.string().optional().meta({ title: 'Description' }),
    starred: z.boolean().optional().meta({ title: 'With a star' }),
  }),
  output: file,
  effect: 'writes',
  repeat: 'natural',
  scopes: [write],
  example: { file: id, name: 'Invoice of Globex' },
  run: async ({ http }, { file: of, ...json }) =>
    (await http.patch(filePath(of), file, { query, json, repeatable: true, cost: cost.change })).body,
});

export const trashFile = defineAction({
  title: 'Move to the bin, or back',
  description: 'Google empties the bin after 30 days. A folder takes everything in it along.',
  input: z.object({ file: itemId, back: z.boolean().default(false).meta({ title: 'Out of the bin' }) }),
  output: file,
  effect: 'writes',
  repeat: 'natural',
  scopes: [write],
  example: { file: id },
  run: async ({ http }, input) => {
    const json = { trashed: !input.back };
    return (await http.patch(filePath(input.file), file, { query, json, repeatable: true, cost: cost.change })).body;
  },
});

export const getFile = defineAction({
  title: 'Get a file’s details',
  input: z.object({ file: itemId }),
  output: file,
  effect: 'reads',
  repeat: 'natural',
  example: { file: id },
  run: async ({ http }, input) => (await http.get(filePath(input.file), file, { query, cost: cost.read })).body,
});

const found = z.looseObject({ files: z.array(file).default([]), nextPageToken: z.string().optional() });

export const searchFiles = defineAction({
  title: 'Search files',
  description: 'By name, by what is in them, by folder or type; newest change first.',
  input: z.object({
    name: z.string().optional().meta({ title: 'In the name' }),
    words: z.string().optional().meta({ title: 'In name or content' }),
    folder: folderId.optional(),
    type: z.string().optional().meta({ title: 'Type', placeholder: 'application/pdf' }),
    most: z.int().min(1).max(100).default(50).meta({ title: 'At most' }),
  }),
  output: z.object({ files: z.array(file), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  example: { name: "Ada's invoices" },
  run: async ({ http }, input) => {
    const q = [
      'trashed = false',
      ...(input.name ? [`name contains ${quoted(input.name)}`] : []),
      ...(input.words ? [`fullText contains ${quoted(input.words)}`] : []),
      ...(input.folder ? [`${quoted(input.folder)} in parents`] : []),
      ...(input.type ? [`mimeType = ${quoted(input.type)}`] : []),
    ].join(' and ');
    // A search in the content is sorted by Google itself, and refuses an order.
    const orderBy = input.words ? undefined : 'modifiedTime desc';
    const { body } = await http.get(filesPath, found, {
      query: { q, ...inAllDrives, orderBy, pageSize: input.most, fields: `nextPageToken,files(${fileFields})` },
      cost: cost.list,
    });
    return { files: body.files, hasMore: body.nextPageToken !== undefined };
  },
});
