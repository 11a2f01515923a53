import { z } from 'zod';

/** Asana's ids are numbers of up to 20 digits, written as text. */
export const gid = z.string().regex(/^\d{1,30}$/, 'An id of Asana has digits only.');

export const settings = z.object({
  workspace: gid.meta({ title: 'Workspace', options: 'workspaces' }),
  project: gid.meta({
    title: 'Project',
    options: 'projects',
    dependsOn: 'workspace',
    description: 'Whose tasks are brought. Projects, people and tags are those of the workspace.',
  }),
});

export type Settings = z.output<typeof settings>;
