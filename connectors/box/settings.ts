import { z } from 'zod';

export const settings = z.object({
  folder: z
    .string()
    .trim()
    .regex(/^\d*$/, 'The number at the end of the folder’s address.')
    .default('')
    .meta({ title: 'Folder', options: 'folders', description: 'With all that is in it. Empty: everything.' }),
  template: z
    .string()
    .trim()
    .regex(/^([\w-]+\.[\w-]+)?$/, 'Scope and key, such as enterprise_12345.contract.')
    .default('')
    .meta({
      title: 'Metadata template',
      options: 'metadataTemplates',
      description: 'Its fields come with each file and folder.',
    }),
});

export type Settings = z.output<typeof settings>;

/** Box calls the topmost folder 0. */
export const rootOf = ({ folder }: Pick<Settings, 'folder'>): string => folder || '0';
