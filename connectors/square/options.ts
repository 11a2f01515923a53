import { z } from 'zod';
import type { Option, OptionsFunction } from '../kit/index.ts';
import { definitions } from './objects/custom-attributes.ts';
import { given } from './once.ts';

const text = z.string().nullish();
const locations = z.object({ locations: z.array(z.object({ id: z.string(), name: text, status: text })).nullish() });
const cursor = z.string().nullish();
const cursorOf = (value: unknown) => z.string().optional().catch(undefined).parse(value);
const customers = z.object({
  customers: z
    .array(z.object({ id: z.string(), given_name: text, family_name: text, company_name: text, email_address: text }))
    .nullish(),
  cursor,
});
const variation = z.looseObject({
  id: z.string(),
  item_variation_data: z.looseObject({ name: text, sku: text }).nullish(),
});
const items = z.object({
  items: z
    .array(
      z.looseObject({
        id: z.string(),
        item_data: z.looseObject({ name: text, variations: z.array(variation).nullish() }).nullish(),
      }),
    )
    .nullish(),
  cursor,
});
const team = z.object({
  team_members: z
    .array(z.object({ id: z.string(), given_name: text, family_name: text, email_address: text }))
    .nullish(),
  cursor,
});

const has = (search: string) => {
  const wanted = search.trim().toLowerCase();
  return ({ label, detail = '' }: Option) => `${label} ${detail}`.toLowerCase().includes(wanted);
};
const named = (first: string | null | undefined, last: string | null | undefined) =>
  [first, last].filter(Boolean).join(' ');

type Item = NonNullable<z.output<typeof items>['items']>[number];

const itemOptions =
  (optionsOf: (item: Item) => Option[]): OptionsFunction =>
  async ({ http }, request) => {
    const json = given({
      text_filter: request.search.trim() || undefined,
      limit: 50,
      cursor: cursorOf(request.cursor),
    });
    const { body } = await http.post('/v2/catalog/search-catalog-items', items, { json, repeatable: true });
    return { options: (body.items ?? []).flatMap(optionsOf), next: body.cursor ?? null };
  };

export const options: Record<string, OptionsFunction> = {
  locations: async ({ http }, { search }) => {
    const { body } = await http.get('/v2/locations', locations);
    const all = (body.locations ?? []).filter(({ status }) => (status ?? 'ACTIVE') === 'ACTIVE');
    return { options: all.map(({ id, name }) => ({ value: id, label: name || id })).filter(has(search)), next: null };
  },
  /** Search finds a whole email only; what else is typed is looked for in each page. */
  customers: async ({ http }, request) => {
    const search = request.search.trim();
    const query = search.includes('@') ? { filter: { email_address: { fuzzy: search } } } : undefined;
    const json = given({ limit: 100, cursor: cursorOf(request.cursor), query });
    const { body } = await http.post('/v2/customers/search', customers, { json, repeatable: true });
    const found = (body.customers ?? []).map(({ id, ...one }) => ({
      value: id,
      label: named(one.given_name, one.family_name) || one.company_name || one.email_address || id,
      detail: one.email_address ?? undefined,
    }));
    return { options: found.filter(has(search)), next: body.cursor ?? null };
  },
  catalogItems: itemOptions(({ id, item_data }) => [{ value: id, label: item_data?.name || id }]),
  catalogVariations: itemOptions(({ item_data }) =>
    (item_data?.variations ?? []).map(({ id, item_variation_data: one }) => ({
      value: id,
      label: named(item_data?.name, one?.name) || id,
      detail: one?.sku ?? undefined,
    })),
  ),
  teamMembers: async ({ http }, request) => {
    const query = { filter: { status: 'ACTIVE' } };
    const json = given({ limit: 100, cursor: cursorOf(request.cursor), query });
    const { body } = await http.post('/v2/team-members/search', team, { json, repeatable: true });
    const found = (body.team_members ?? []).map((one) => ({
      value: one.id,
      label: named(one.given_name, one.family_name) || one.id,
      detail: one.email_address ?? undefined,
    }));
    return { options: found.filter(has(request.search)), next: body.cursor ?? null };
  },
  customAttributes: async (context, { search }) => {
    const all = await definitions(context);
    return {
      options: all.map(({ key, name }) => ({ value: key, label: name || key })).filter(has(search)),
      next: null,
    };
  },
};
