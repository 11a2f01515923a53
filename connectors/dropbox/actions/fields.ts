import { z } from 'zod';

const words = 'A path such as /Invoices/42.pdf, or an id such as id:a4ayc….';
const place = z
  .string()
  .trim()
  .regex(/^(\/[^/].*|id:.+|rev:.+|ns:\d+(\/.*)?)$/s, words);

export const filePath = place.meta({ title: 'File', options: 'files', placeholder: '/Invoices/42.pdf' });
export const itemPath = place.meta({ title: 'File or folder', description: 'Its path or id.' });
/** Where something new is to be: it has no id yet. */
export const newPath = z
  .string()
  .trim()
  .regex(/^\/[^/]/, 'A path such as /Invoices/42.pdf.')
  .meta({ title: 'Path', placeholder: '/Invoices/42.pdf' });
export const folderPath = z
  .union([z.literal(''), place])
  .default('')
  .meta({ title: 'Folder', options: 'folders', description: 'Empty: the topmost.' });
export const autorename = z
  .boolean()
  .default(false)
  .meta({ title: 'Find another name where this one is taken', description: 'Otherwise it is refused.' });

export const content = {
  text: z.string().optional().meta({ title: 'Text', multiline: true }),
  base64: z.base64('Base64.').optional().meta({ title: 'Content', description: 'Base64, for anything but text.' }),
};
