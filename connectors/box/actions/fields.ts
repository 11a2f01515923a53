import { z } from 'zod';

/** Somebody who pastes the address means the number at its end. */
const idIn = (value: string): string => /\/(?:file|folder)\/(\d+)/.exec(value)?.[1] ?? value;
const id = z
  .string()
  .trim()
  .transform(idIn)
  .pipe(z.string().regex(/^\d+$/, 'A number, or the address of a file or folder.'));

export const fileId = id.meta({ title: 'File', options: 'files' });
export const folderId = id.meta({ title: 'Folder', options: 'folders' });
export const itemId = id.meta({ title: 'File or folder', description: 'Its number or address.' });
export const kind = z
  .enum(['file', 'folder'])
  .default('file')
  .meta({ title: 'It is', choices: { file: 'A file', folder: 'A folder' } });
export const name = z
  .string()
  .trim()
  .min(1, 'A name.')
  .max(255)
  .regex(/^[^/\\]+$/, 'Without / and \\.')
  .meta({ title: 'Name' });

export const content = {
  text: z.string().optional().meta({ title: 'Text', multiline: true }),
  base64: z.base64('Base64.').optional().meta({ title: 'Content', description: 'Base64, for anything but text.' }),
};
