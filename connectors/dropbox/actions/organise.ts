import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { scope } from '../auth.ts';
import { ask, tell } from '../rpc.ts';
import { autorename, folderPath, itemPath, newPath } from './fields.ts';

const entry = z.looseObject({
  '.tag': z.string().optional(),
  id: z.string().optional(),
  name: z.string(),
  path_lower: z.string().optional(),
  path_display: z.string().optional(),
});
const done = z.looseObject({ metadata: entry });

export const createFolder = defineAction({
  title: 'Create a folder',
  description: 'With the folders on the way.',
  input: z.object({ path: newPath, autorename }),
  output: entry,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope.write],
  example: { path: '/Invoices/2026' },
  run: async ({ http }, input) => (await tell(http, 'files/create_folder_v2', done, input)).metadata,
});

export const moveEntry = defineAction({
  title: 'Move or rename a file or folder',
  input: z.object({ from: itemPath, to: newPath, autorename }),
  output: entry,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope.write],
  example: { from: '/Invoices/42.txt', to: '/Invoices/2026/42.txt' },
  run: async ({ http }, { from, to, autorename: renames }) =>
    (await tell(http, 'files/move_v2', done, { from_path: from, to_path: to, autorename: renames })).metadata,
});

export const copyEntry = defineAction({
  title: 'Copy a file or folder',
  input: z.object({ from: itemPath, to: newPath, autorename }),
  output: entry,
  effect: 'writes',
  repeat: 'none',
  scopes: [scope.write],
  example: { from: '/Invoices/42.txt', to: '/Archive/42.txt' },
  run: async ({ http }, { from, to, autorename: renames }) =>
    (await tell(http, 'files/copy_v2', done, { from_path: from, to_path: to, autorename: renames })).metadata,
});

export const deleteEntry = defineAction({
  title: 'Delete a file or folder',
  description:
    'A folder with all that is in it. Dropbox keeps it for 30 days or more, by the plan, for bringing it back.',
  input: z.object({ item: itemPath }),
  output: entry,
  effect: 'destroys',
  repeat: 'none',
  scopes: [scope.write],
  example: { item: '/Invoices/42.txt' },
  run: async ({ http }, input) => (await tell(http, 'files/delete_v2', done, { path: input.item })).metadata,
});

export const getEntry = defineAction({
  title: 'Get a file’s or folder’s details',
  input: z.object({ item: itemPath }),
  output: entry,
  effect: 'reads',
  repeat: 'natural',
  example: { item: '/Invoices/42.txt' },
  run: ({ http }, input) => ask(http, 'files/get_metadata', entry, { path: input.item }),
});

const most = z.int().min(1).max(500).default(100).meta({ title: 'At most' });
const list = z.looseObject({ entries: z.array(entry), has_more: z.boolean() });

export const listFolder = defineAction({
  title: 'List what is in a folder',
  input: z.object({ folder: folderPath, deep: z.boolean().default(false).meta({ title: 'Folders in it too' }), most }),
  output: z.object({ entries: z.array(entry), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  example: { folder: '/Invoices' },
  run: async ({ http }, input) => {
    const argument = { path: input.folder, recursive: input.deep, limit: input.most };
    const { entries, has_more } = await ask(http, 'files/list_folder', list, argument);
    // The limit is about what Dropbox aims at, and not what it keeps to.
    return { entries: entries.slice(0, input.most), hasMore: has_more || entries.length > input.most };
  },
});

const found = z.looseObject({
  matches: z.array(z.looseObject({ metadata: z.looseObject({ metadata: entry.optional() }) })),
  has_more: z.boolean(),
});

export const searchEntries = defineAction({
  title: 'Search files and folders',
  description: 'By name, or by what is in them. A new file is found after a few minutes.',
  input: z.object({
    words: z.string().trim().min(1, 'What for?').max(1000).meta({ title: 'Words' }),
    folder: folderPath,
    namesOnly: z.boolean().default(false).meta({ title: 'In names only' }),
    extensions: z
      .array(z.string().trim().min(1))
      .default([])
      .meta({ title: 'Endings', description: 'Such as pdf; empty: any.' }),
    most,
  }),
  output: z.object({ entries: z.array(entry), hasMore: z.boolean() }),
  effect: 'reads',
  repeat: 'natural',
  example: { words: 'invoice 42' },
  run: async ({ http }, input) => {
    const { matches, has_more } = await ask(http, 'files/search_v2', found, {
      query: input.words,
      options: {
        path: input.folder,
        max_results: input.most,
        file_status: 'active',
        filename_only: input.namesOnly,
        ...(input.extensions.length > 0 && { file_extensions: input.extensions }),
      },
    });
    return { entries: matches.flatMap(({ metadata }) => metadata.metadata ?? []), hasMore: has_more };
  },
});
