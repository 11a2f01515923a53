import type { AccountSeed } from './accounts.ts';
import { type Draw, drawFrom } from './draw.ts';

/** What an account holds beside contacts. It does not change. */
export interface Catalogue {
  companies: readonly Company[];
  deals: readonly Deal[];
  owners: readonly Owner[];
}

export interface Company {
  id: string;
  name: string;
  domain: string;
  industry: string;
  country: string;
  employees: number | null;
  owner_id: string;
  created_at: string;
  updated_at: string;
}

interface Deal {
  id: string;
  name: string;
  stage: string;
  amount: number;
  currency: string;
  company_id: string;
  owner_id: string;
  close_date: string | null;
  created_at: string;
  updated_at: string;
}

export interface Owner {
  id: string;
  name: string;
  email: string;
}

export const lists = [
  { id: 'ls_newsletter', name: 'Newsletter', share: 0.42 },
  { id: 'ls_customers', name: 'Customers', share: 0.35 },
  { id: 'ls_leads_2026', name: 'Leads 2026', share: 0.2 },
  { id: 'ls_partners', name: 'Partners', share: 0.08 },
  { id: 'ls_harbour_summit', name: 'Harbour Summit guests', share: 0.12 },
  { id: 'ls_at_risk', name: 'At risk of leaving', share: 0.05 },
] as const;

export function isList(id: string): boolean {
  return lists.some((list) => list.id === id);
}

const owners: readonly Owner[] = [
  { id: 'ow_1', name: 'Mara Lindqvist', email: 'mara@tidewater.example' },
  { id: 'ow_2', name: 'Samuel Achterberg', email: 'samuel@tidewater.example' },
  { id: 'ow_3', name: 'Nadia Benali', email: 'nadia@tidewater.example' },
  { id: 'ow_4', name: 'Kenji Moriyama', email: 'kenji@tidewater.example' },
  { id: 'ow_5', name: 'Tove Halvorsen', email: 'tove@tidewater.example' },
];

const FIRST_WORDS =
  'Nordlys Kestrel Solano Baltica Terrazza Umbra Koralle Fjordline Sakura Ébène Andina Delta-9 Ostra Verano Quillon Mørk Łan Céleste Pampa Zenithal Harrow Juniper Okavango Lumen'.split(
    ' ',
  );
const SECOND_WORDS = 'Logistics Foods Robotics Laboratories Textiles Energy Health Interiors Shipping Software'.split(
  ' ',
);
const COUNTRIES = ['SE', 'DE', 'FR', 'ES', 'BR', 'PL', 'JP', 'KR', 'IN', 'NG', 'GR', 'UA', 'US', 'GB', 'VN'];
const STAGES = ['Discovery', 'Proposal', 'Negotiation', 'Won', 'Lost'];
const CURRENCIES = ['EUR', 'USD', 'GBP', 'SEK', 'JPY'];
const GOODS = ['Annual plan', 'Onboarding', 'Fleet upgrade', 'Pilot', 'Renewal', 'Support hours'];

const FIRST_CREATED = Date.UTC(2021, 1, 3, 8, 0, 0);
const FIRST_UPDATED = Date.UTC(2025, 0, 7, 9, 30, 0);
const DAY = 86_400_000;

export function seedCatalogue(seed: AccountSeed): Catalogue {
  const companies = Array.from({ length: seed.companies }, (_, index) =>
    seedCompany(seed, index, drawFrom(seed.salt * 7_919 + index)),
  );
  const deals = Array.from({ length: seed.deals }, (_, index) =>
    seedDeal(companies, index, drawFrom(seed.salt * 104_729 + index)),
  );
  return { companies, deals, owners };
}

function seedCompany(seed: AccountSeed, index: number, draw: Draw): Company {
  const place = (index * 7 + seed.salt) % (FIRST_WORDS.length * SECOND_WORDS.length);
  const first = FIRST_WORDS[place % FIRST_WORDS.length] ?? '';
  const second = SECOND_WORDS[Math.floor(place / FIRST_WORDS.length)] ?? '';
  return {
    id: `co_${String(index + 1).padStart(4, '0')}`,
    name: `${first} ${second}`,
    domain: `${slug(first)}-${slug(second)}.example`,
    industry: second,
    country: draw.pick(COUNTRIES),
    employees: draw.chance(0.1) ? null : 4 + draw.below(900),
    owner_id: draw.pick(owners).id,
    ...times(index, draw),
  };
}

function seedDeal(companies: readonly Company[], index: number, draw: Draw): Deal {
  const company = draw.pick(companies);
  const closesInDays = draw.below(700);
  return {
    id: `de_${String(index + 1).padStart(4, '0')}`,
    name: `${company.name}: ${draw.pick(GOODS)}`,
    stage: draw.pick(STAGES),
    amount: (500 + draw.below(80_000)) / (draw.chance(0.2) ? 4 : 1),
    currency: draw.pick(CURRENCIES),
    company_id: company.id,
    owner_id: draw.pick(owners).id,
    close_date: draw.chance(0.15) ? null : new Date(FIRST_UPDATED + closesInDays * DAY).toISOString().slice(0, 10),
    ...times(index, draw),
  };
}

/** Two hours a row and less than two hours of chance keep `updated_at` unique and ascending. */
function times(index: number, draw: Draw): { created_at: string; updated_at: string } {
  return {
    created_at: new Date(FIRST_CREATED + draw.below(1_300 * DAY)).toISOString(),
    updated_at: new Date(FIRST_UPDATED + index * 7_200_000 + draw.below(7_000_000)).toISOString(),
  };
}

function slug(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
}
