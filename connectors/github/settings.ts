import { z } from 'zod';

export const repositoryName = z
  .string()
  .trim()
  .regex(/^(?!\.{1,2}\/)[\w.-]+\/(?!\.{1,2}$)[\w.-]+$/, 'A repository is named by owner and name: acme/shop.')
  .meta({ title: 'Repository', placeholder: 'acme/shop', options: 'repositories' });

export const settings = z.object({
  repository: repositoryName.meta({
    title: 'Repository',
    placeholder: 'acme/shop',
    options: 'repositories',
    description: 'Whose issues, pull requests, comments, commits and releases are brought.',
  }),
});

export type Settings = z.output<typeof settings>;

/** Both parts are safe in a path: the settings allow no other letters, and neither part is a dot alone. */
export const pathOf = (repository: string): string =>
  `/repos/${repository.split('/').map(encodeURIComponent).join('/')}`;
