import type { Mapping } from '#server/mapping/mapping-document.ts';

/** A mapping as a customer would make it: paths, texts, names, choices, dates, a telephone number, a list. */
export const contactMapping: Mapping = {
  mapping: 1,
  computed: [{ name: 'full', from: { template: '{properties.firstname} {properties.lastname}' } }],
  filter: { path: 'archived', is: 'not_equals', value: true },
  fields: [
    { target: 'id', from: { path: 'id' }, type: 'text' },
    { target: 'name', from: { path: '@full', steps: [{ do: 'trim' }] }, empty: 'clear' },
    { target: 'email', from: { path: 'properties.email', steps: [{ do: 'trim' }, { do: 'lower' }] } },
    { target: 'company.name', from: { path: 'properties.company' }, empty: { default: 'unknown' } },
    { target: 'company.employees', from: { path: 'properties.employees' }, type: 'integer' },
    {
      target: 'stage',
      from: {
        path: 'properties.stage',
        steps: [
          {
            do: 'values',
            table: [
              { from: ['lead', 'subscriber'], to: 'new' },
              { from: ['customer'], to: 'won' },
            ],
            otherwise: 'keep',
          },
        ],
      },
    },
    { target: 'createdAt', from: { path: 'createdAt' }, type: 'datetime' },
    { target: 'subscribed', from: { path: 'properties.subscribed' }, type: 'boolean' },
    { target: 'skus', from: { path: 'items[].sku' } },
    {
      target: 'firstSku',
      from: { path: 'items', steps: [{ do: 'first' }, { do: 'map', to: { path: 'sku' } }, { do: 'first' }] },
    },
  ],
};

export interface ContactRow {
  id: string;
  archived: boolean;
  createdAt: string;
  properties: {
    firstname: string;
    lastname: string;
    email: string;
    company: string | null;
    employees: string;
    stage: string;
    subscribed: string;
  };
  items: { sku: string }[];
}

export const contactRow = (n: number): ContactRow => ({
  id: String(n),
  archived: false,
  createdAt: new Date(1_700_000_000_000 + n * 1000).toISOString(),
  properties: {
    firstname: `First${n}`,
    lastname: `Last${n}`,
    email: ` Person${n}@Example.com `,
    company: n % 10 === 0 ? null : `Company ${n % 100}`,
    employees: String(n % 5000),
    stage: ['lead', 'customer', 'other'][n % 3] ?? '',
    subscribed: n % 2 === 0 ? 'true' : 'no',
  },
  items: [{ sku: `A${n}` }, { sku: `B${n}` }],
});

const stages: Record<string, string> = { lead: 'new', subscriber: 'new', customer: 'won' };

/** The same by hand, as somebody would write it who knows what rows look like. */
export function mapByHand(row: ContactRow): object | undefined {
  if (row.archived) return undefined;
  const { firstname, lastname, email, company, employees, stage, subscribed } = row.properties;
  const count = Number(employees);
  if (!Number.isSafeInteger(count)) throw new Error('employees');
  const at = new Date(row.createdAt);
  return {
    id: row.id,
    name: `${firstname} ${lastname}`.trim() || null,
    email: email.trim().toLowerCase(),
    company: { name: company ?? 'unknown', employees: count },
    stage: stages[stage] ?? stage,
    createdAt: at.toISOString(),
    subscribed: subscribed === 'true' || subscribed === 'yes',
    skus: row.items.map((item) => item.sku),
    firstSku: row.items[0]?.sku,
  };
}
