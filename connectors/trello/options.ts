import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { ofBoard } from './settings.ts';

const one = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  color: z.string().nullish(),
  fullName: z.string().nullish(),
  username: z.string().nullish(),
});
const known = z.object({ board: z.string() }).catch({ board: '' });

type Query = Record<string, string | number>;

/** Trello's lists come whole; what was typed is looked for here. */
const choices =
  (pathOf: (board: string) => string | undefined, query: Query): OptionsFunction =>
  async ({ http, settings }, { search, parent }) => {
    const path = pathOf(parent?.board || known.parse(settings).board);
    const found = path === undefined ? [] : (await http.get(path, z.array(one), { query })).body;
    const wanted = search.trim().toLowerCase();
    const options = found
      .map(({ id, name, color, fullName, username }) => ({
        value: id,
        // A label may have no name but its colour.
        label: name || fullName || username || color || id,
        detail: username ? `@${username}` : undefined,
      }))
      .filter(({ label, detail }) => `${label} ${detail ?? ''}`.toLowerCase().includes(wanted));
    return { options, next: null };
  };

const below = (name: string) => (board: string) => (board === '' ? undefined : ofBoard({ board }, name));

export const options: Record<string, OptionsFunction> = {
  boards: choices(() => '/members/me/boards', { filter: 'open', fields: 'name' }),
  lists: choices(below('lists'), { filter: 'open', fields: 'name' }),
  labels: choices(below('labels'), { fields: 'name,color', limit: 1_000 }),
  members: choices(below('members'), { fields: 'fullName,username' }),
};
