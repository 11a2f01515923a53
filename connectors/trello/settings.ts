import { z } from 'zod';

export const id = z.string().regex(/^[0-9a-f]{24}$/, 'An id of Trello has 24 letters and digits.');
export const board = id.meta({ title: 'Board', options: 'boards' });

export const settings = z.object({
  board: board.meta({ title: 'Board', options: 'boards', description: 'Whose cards, lists and comments are brought.' }),
});

export type Settings = z.output<typeof settings>;

/** What is below a board. */
export const ofBoard = ({ board: one }: Settings, name: string): string => `/boards/${encodeURIComponent(one)}/${name}`;
