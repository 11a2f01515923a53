import { z } from 'zod';

/** Somebody who pastes the address means the id in it. */
const idIn = (value: string): string => /\/(?:d|folders)\/([\w-]+)/.exec(value)?.[1] ?? value;
const id = z
  .string()
  .trim()
  .min(1, 'Choose one.')
  .transform(idIn)
  .pipe(z.string().regex(/^[\w.-]+$/, 'An id, or the address of a file or folder.'));

export const fileId = id.meta({ title: 'File', options: 'files' });
export const itemId = id.meta({ title: 'File or folder', description: 'Its id or address.' });
export const folderId = id.meta({ title: 'Folder', options: 'folders' });

export const content = {
  text: z.string().optional().meta({ title: 'Text', multiline: true }),
  base64: z.base64('Base64.').optional().meta({ title: 'Content', description: 'Base64, for anything but text.' }),
};
