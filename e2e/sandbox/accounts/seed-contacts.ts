import type { AccountSeed } from './accounts.ts';
import { type Catalogue, lists } from './catalogue.ts';
import { type ContactContent, contactId } from './contact.ts';
import { drawFrom } from './draw.ts';
import { coprimeStride, namePair } from './names.ts';

const CREATED_FROM = Date.UTC(2021, 2, 1, 7, 15, 0);
const CREATED_SPAN = 1_380 * 86_400_000;
const UPDATED_FROM = Date.UTC(2025, 0, 6, 8, 0, 0);
const UPDATED_SPAN = 600 * 86_400_000;

export const titles = [
  'Head of Operations',
  'Procurement Lead',
  'Chief Financial Officer',
  'Responsable logistique',
  'Einkaufsleiterin',
  'Product Manager',
  'Customer Success Manager',
  'Warehouse Supervisor',
  'Gerente de compras',
  'Founder',
  'IT Administrator',
  'Regional Director, EMEA',
];
const TIERS = ['Bronze', 'Silver', 'Gold'] as const;

/** The order in which seeded rows last changed: mixed, so that id order and change order differ. */
export function* seededChanges(count: number): Generator<{ row: number; time: number }> {
  const stride = coprimeStride(count);
  const step = Math.max(1, Math.floor(UPDATED_SPAN / Math.max(1, count)));
  for (let position = 0; position < count; position += 1) {
    yield { row: ((position * stride) % count) + 1, time: UPDATED_FROM + position * step };
  }
}

/** Made on demand from its row number, so that 200,000 untouched contacts take no memory. */
export function seedContact(seed: AccountSeed, catalogue: Catalogue, row: number): ContactContent {
  const draw = drawFrom(seed.salt * 65_537 + row);
  const name = namePair(row + seed.salt * 13);
  const company = draw.chance(0.08) ? undefined : draw.pick(catalogue.companies);
  const day = (offset: number) => new Date(Date.UTC(2026, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);
  return {
    id: contactId(row),
    first_name: draw.chance(0.015) ? null : name.first,
    last_name: name.last,
    email: draw.chance(0.03) ? null : `${name.address}@${company?.domain ?? 'post.example'}`,
    phone: draw.chance(0.18) ? null : phone(name.dial, draw.below(900_000_000) + 100_000_000),
    title: draw.chance(0.1) ? null : draw.pick(titles),
    company_id: company?.id ?? null,
    owner_id: draw.chance(0.05) ? null : draw.pick(catalogue.owners).id,
    custom: {
      customer_tier: draw.chance(0.3) ? null : draw.pick(TIERS),
      seats: draw.chance(0.25) ? null : 1 + draw.below(250),
      newsletter_opt_in: draw.chance(0.45),
      renewal_date: draw.chance(0.4) ? null : day(draw.below(540)),
      preferred_language: name.language,
    },
    created_at: new Date(CREATED_FROM + Math.floor((draw.below(1_000_000) / 1_000_000) * CREATED_SPAN)).toISOString(),
    lists: seedLists(seed, row),
  };
}

export function seedLists(seed: AccountSeed, row: number): string[] {
  const draw = drawFrom(seed.salt * 31_337 + row);
  return lists.filter((list) => draw.chance(list.share)).map((list) => list.id);
}

function phone(dial: string, digits: number): string {
  const text = String(digits);
  return `${dial} ${text.slice(0, 2)} ${text.slice(2, 5)} ${text.slice(5, 7)} ${text.slice(7)}`;
}
