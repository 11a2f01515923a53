import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

const list = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) });

/** The account's groups, for a dropdown. */
export const groups: OptionsFunction = async ({ http }, { search }) => {
  const { body } = await http.get('/groups', list, { query: { search: search || undefined } });
  return { options: body.data.map(({ id, name }) => ({ value: id, label: name })), next: null };
};
