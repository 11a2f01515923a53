import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { tableNamed, tablesOf } from './schema.ts';

const bases = z.object({
  bases: z.array(z.object({ id: z.string(), name: z.string() })),
  offset: z.string().optional(),
});
const cursorText = z.string().nullable().catch(null);
const none = { options: [], next: null };
const matches = (name: string, search: string) => name.toLowerCase().includes(search.trim().toLowerCase());
const isTime = new Set(['lastModifiedTime', 'dateTime', 'formula']);

export const options: Record<string, OptionsFunction> = {
  bases: async ({ http }, { search, cursor }) => {
    const { body } = await http.get('/v0/meta/bases', bases, {
      query: { offset: cursorText.parse(cursor) ?? undefined },
    });
    const found = body.bases.filter(({ name }) => matches(name, search));
    return { options: found.map(({ id, name }) => ({ value: id, label: name })), next: body.offset ?? null };
  },
  tables: async ({ http }, { search, parent }) => {
    if (!parent?.base) return none;
    const found = (await tablesOf(http, parent.base)).filter(({ name }) => matches(name, search));
    return { options: found.map(({ id, name }) => ({ value: id, label: name })), next: null };
  },
  timeFields: async ({ http }, { search, parent }) => {
    if (!parent?.base || !parent.table) return none;
    const { fields } = await tableNamed(http, parent.base, parent.table);
    const found = fields.filter(({ name, type }) => isTime.has(type) && matches(name, search));
    const named = { lastModifiedTime: 'Last modified time', formula: 'Formula' } as Record<string, string>;
    return { options: found.map(({ name, type }) => ({ value: name, label: name, detail: named[type] })), next: null };
  },
};
