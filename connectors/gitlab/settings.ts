import { z } from 'zod';

/** By number, or by its path. */
export const project = z
  .string()
  .trim()
  .regex(/^(\d+|[\w.-]+(\/[\w.-]+)+)$/, 'A project is named by its number or its path: acme/shop.')
  .meta({ title: 'Project', placeholder: 'acme/shop', options: 'projects' });

export const settings = z.object({
  project: project.meta({
    title: 'Project',
    placeholder: 'acme/shop',
    options: 'projects',
    description: 'Whose issues, merge requests, comments, pipelines, releases and people are brought.',
  }),
});

export type Settings = z.output<typeof settings>;

export const pathOf = (name: string): string => `/projects/${encodeURIComponent(name)}`;
