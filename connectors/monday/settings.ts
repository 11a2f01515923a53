import { z } from 'zod';

export const id = z.string().trim().regex(/^\d+$/, 'An id of monday.com has digits only.');
export const board = id.meta({ title: 'Board', options: 'boards' });

export const settings = z.object({
  board: board.meta({
    title: 'Board',
    options: 'boards',
    description: 'Whose items, groups and updates are brought. New items of a sync are made there.',
  }),
});

export type Settings = z.output<typeof settings>;
