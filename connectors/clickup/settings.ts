import { z } from 'zod';

const id = z.string().regex(/^\d+$/, 'An id of ClickUp has digits only.');

export const workspace = id.meta({ title: 'Workspace', options: 'workspaces' });

export const settings = z.object({
  workspace,
  space: z
    .union([id, z.literal('')])
    .default('')
    .meta({
      title: 'Space',
      options: 'spaces',
      dependsOn: 'workspace',
      description: 'Left empty: all of them.',
    }),
  list: z
    .union([id, z.literal('')])
    .default('')
    .meta({
      title: 'List',
      options: 'lists',
      dependsOn: 'space',
      description: 'Left empty: all of the space. New tasks of a sync are made in this list.',
    }),
});

export type Settings = z.output<typeof settings>;
