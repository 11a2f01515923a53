import { z } from 'zod';

export const folderField = z.string().trim().min(1, 'Choose a folder.');

export const settings = z.object({
  folder: folderField.default('inbox').meta({
    title: 'Mail folder',
    description: 'Whose messages are read; those of the folders in it are not.',
    options: 'mailFolders',
  }),
  daysBack: z.int().min(0).max(730).default(30).meta({ title: 'Events of so many past days' }),
  daysAhead: z.int().min(1).max(730).default(365).meta({ title: 'Events of so many coming days' }),
});

export type Settings = z.output<typeof settings>;

export const messagesPath = (folder: string): string => `/me/mailFolders/${encodeURIComponent(folder)}/messages`;
export const messagePath = (id: string): string => `/me/messages/${encodeURIComponent(id)}`;
export const eventPath = (id: string): string => `/me/events/${encodeURIComponent(id)}`;
export const contactPath = (id: string): string => `/me/contacts/${encodeURIComponent(id)}`;
/** A text in an OData filter. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Ids stay when an item is moved: https://learn.microsoft.com/en-us/graph/outlook-immutable-id */
export const prefer = (...more: string[]): Record<string, string> => ({
  prefer: ['IdType="ImmutableId"', ...more].join(', '),
});
