import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';

const directory = z.object({
  employees: z.array(
    z.looseObject({
      id: z.union([z.string(), z.number()]).transform(String),
      displayName: z.string().nullish(),
      jobTitle: z.string().nullish(),
    }),
  ),
});
const statuses = z.array(
  z.looseObject({ id: z.union([z.string(), z.number()]).transform(String), name: z.string().optional() }),
);
const matches = (text: string, search: string) => text.toLowerCase().includes(search.trim().toLowerCase());

export const options: Record<string, OptionsFunction> = {
  employees: async ({ http }, { search }) => {
    const { body } = await http.get('/api/v1/employees/directory', directory);
    const found = body.employees.filter(({ displayName }) => matches(displayName ?? '', search));
    return {
      options: found.map(({ id, displayName, jobTitle }) => ({
        value: id,
        label: displayName || id,
        detail: jobTitle ?? undefined,
      })),
      next: null,
    };
  },
  statuses: async ({ http }, { search }) => {
    const { body } = await http.get('/api/v1/applicant_tracking/statuses', statuses);
    const found = body.filter(({ name }) => matches(name ?? '', search));
    return { options: found.map(({ id, name }) => ({ value: id, label: name ?? id })), next: null };
  },
};
