import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

const row = z.object({
  id: z.union([z.string(), z.int()]).transform(String),
  name: z.string().nullish(),
  email: z.string().nullish(),
  archived: z.boolean().nullish(),
});

/** Few in every workspace, and listed whole. */
const list =
  (path: string, rows: 'admins' | 'teams' | 'data'): OptionsFunction =>
  async ({ http }, { search }) => {
    const { body } = await http.get(path, z.object({ [rows]: z.array(row) }));
    const wanted = search.trim().toLowerCase();
    const options = (body[rows] ?? [])
      .filter(({ archived }) => !archived)
      .map(({ id, name, email }) => ({ value: id, label: name || email || id, ...(email && { detail: email }) }));
    return {
      options: options.filter(({ label, detail = '' }) => `${label} ${detail}`.toLowerCase().includes(wanted)),
      next: null,
    };
  };

export const options: Record<string, OptionsFunction> = {
  admins: list('/admins', 'admins'),
  teams: list('/teams', 'teams'),
  tags: list('/tags', 'data'),
  ticketTypes: list('/ticket_types', 'data'),
};
