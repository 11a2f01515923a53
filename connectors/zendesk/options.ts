import { z } from 'zod';
import { allPages, type Option, type OptionsFunction } from '../kit/index.ts';
import { pager } from './objects/fields.ts';

const named = z.object({ id: z.int(), name: z.string(), email: z.string().nullish() });

const optionOf = ({ id, name, email }: z.output<typeof named>): Option => ({
  value: String(id),
  label: name,
  ...(email && { detail: email }),
});

/** Read to its end: agents and groups are few, and neither list can be searched. */
const all =
  (list: string, query: Record<string, string | string[]> = {}): OptionsFunction =>
  async (context, { search }) => {
    const wanted = search.trim().toLowerCase();
    const options: Option[] = [];
    const request = { path: `/api/v2/${list}.json`, query };
    for await (const rows of allPages(context, { pager, request, rows: list }))
      options.push(...z.array(named).parse(rows).map(optionOf));
    return {
      options: options.filter(({ label, detail = '' }) => `${label} ${detail}`.toLowerCase().includes(wanted)),
      next: null,
    };
  };

const found = z.object({ organizations: z.array(named) });
const mark = z.string().catch('');
const page = found.extend({
  meta: z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }).optional(),
});

const organizations: OptionsFunction = async ({ http }, { search, cursor }) => {
  const name = search.trim();
  // Zendesk completes a name from its second letter on.
  if (name.length > 1) {
    const { body } = await http.get('/api/v2/organizations/autocomplete.json', found, { query: { name } });
    return { options: body.organizations.map(optionOf), next: null };
  }
  const after = mark.parse(cursor ?? '');
  const { body } = await http.get('/api/v2/organizations.json', page, {
    query: { 'page[size]': 100, 'page[after]': after || undefined },
  });
  return { options: body.organizations.map(optionOf), next: (body.meta?.has_more && body.meta.after_cursor) || null };
};

export const options: Record<string, OptionsFunction> = {
  groups: all('groups'),
  agents: all('users', { 'role[]': ['agent', 'admin'] }),
  organizations,
};
