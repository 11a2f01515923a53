import { z } from 'zod';
import { allPages, type Option, type OptionsFunction } from '../kit/index.ts';
import { fieldsOf, statusesOf } from './objects/fields.ts';
import { pager } from './objects/objects.ts';

const has = (search: string) => {
  const wanted = search.trim().toLowerCase();
  return ({ label, detail = '' }: Option) => `${label} ${detail}`.toLowerCase().includes(wanted);
};

const agentRow = z.object({
  id: z.int(),
  contact: z.object({ name: z.string().nullish(), email: z.string().nullish() }),
});

const agents: OptionsFunction = async (context, { search }) => {
  const options: Option[] = [];
  for await (const rows of allPages(context, { pager, request: { path: '/api/v2/agents' }, rows: '' }))
    for (const { id, contact } of z.array(agentRow).parse(rows))
      options.push({
        value: String(id),
        label: contact.name || contact.email || String(id),
        ...(contact.email && { detail: contact.email }),
      });
  return { options: options.filter(has(search)), next: null };
};

const named = z.object({ id: z.int(), name: z.string() });
const optionOf = ({ id, name }: z.output<typeof named>): Option => ({ value: String(id), label: name });

const groups: OptionsFunction = async (context, { search }) => {
  const options: Option[] = [];
  for await (const rows of allPages(context, { pager, request: { path: '/api/v2/groups' }, rows: '' }))
    options.push(...z.array(named).parse(rows).map(optionOf));
  return { options: options.filter(has(search)), next: null };
};

const pageNumber = z.int().min(1).catch(1);
const size = 100;

const companies: OptionsFunction = async ({ http }, { search, cursor }) => {
  const name = search.trim();
  if (name !== '') {
    const found = z.object({ companies: z.array(named) });
    const { body } = await http.get('/api/v2/companies/autocomplete', found, { query: { name } });
    return { options: body.companies.map(optionOf), next: null };
  }
  const page = pageNumber.parse(cursor ?? 1);
  const { body } = await http.get('/api/v2/companies', z.array(named), { query: { per_page: size, page }, cost: 10 });
  return { options: body.map(optionOf), next: body.length === size ? page + 1 : null };
};

const statuses: OptionsFunction = async (context, { search }) => ({
  options: statusesOf(await fieldsOf(context, 'ticket_fields')).filter(has(search)),
  next: null,
});

const ticketTypes: OptionsFunction = async (context, { search }) => {
  const fields = await fieldsOf(context, 'ticket_fields');
  const names = z.array(z.string()).safeParse(fields.find(({ type }) => type === 'default_ticket_type')?.choices).data;
  return { options: (names ?? []).map((name) => ({ value: name, label: name })).filter(has(search)), next: null };
};

export const options: Record<string, OptionsFunction> = { agents, groups, companies, statuses, ticketTypes };
