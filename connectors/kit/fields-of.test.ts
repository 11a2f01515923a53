import { expect, it } from 'vitest';
import { z } from 'zod';
import { fieldsOf } from './fields-of.ts';

it('reads fields out of a schema, parts by their path', () => {
  const row = z.looseObject({
    Id: z.string(),
    TotalAmt: z.number().nullish(),
    paid_at: z.iso.datetime().nullable(),
    status: z.enum(['open', 'closed']).optional(),
    active: z.boolean(),
    tags: z.array(z.string()),
    BillAddr: z.looseObject({ PostalCode: z.string().nullish() }).nullish(),
    customer: z.union([z.string(), z.looseObject({ id: z.string() }).transform(({ id }) => id)]).nullish(),
    metadata: z.record(z.string(), z.string()).nullish(),
  });
  expect(fieldsOf(row.transform(({ Id, ...rest }) => ({ ...rest, id: Id })))).toEqual([
    { name: 'Id', label: 'Id', type: 'text' },
    { name: 'TotalAmt', label: 'Total amt', type: 'number' },
    { name: 'paid_at', label: 'Paid at', type: 'datetime' },
    {
      name: 'status',
      label: 'Status',
      type: 'choice',
      choices: [
        { value: 'open', label: 'open' },
        { value: 'closed', label: 'closed' },
      ],
    },
    { name: 'active', label: 'Active', type: 'boolean' },
    { name: 'tags', label: 'Tags', type: 'list' },
    { name: 'BillAddr.PostalCode', label: 'Bill addr postal code', type: 'text' },
    { name: 'customer', label: 'Customer', type: 'text' },
    { name: 'metadata', label: 'Metadata', type: 'object' },
  ]);
});
