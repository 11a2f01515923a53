import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { deal } from '../objects/rows.ts';
import { bodyOf, custom, dealId, id, organizationId, owner, personId, pipeline, stage, text } from './fields.ts';

const answer = z.object({ data: deal });
const path = '/api/v2/deals';

const fields = {
  value: z.number().optional().meta({ title: 'Value' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'Three capital letters, such as EUR.')
    .optional()
    .meta({ title: 'Currency' }),
  person: personId,
  organization: organizationId,
  pipeline,
  stage,
  owner,
  expectedCloseDate: z.iso.date().optional().meta({ title: 'Expected close' }),
  custom,
};
type Given = z.output<z.ZodObject<typeof fields>>;

function dealOf(given: Given & Record<string, unknown>): Record<string, unknown> {
  const {
    person,
    organization,
    pipeline: way,
    stage: step,
    owner: who,
    expectedCloseDate,
    custom: own,
    ...rest
  } = given;
  return bodyOf(
    { ...rest, person_id: person, org_id: organization, expected_close_date: expectedCloseDate, custom_fields: own },
    { pipeline_id: way, stage_id: step, owner_id: who },
  );
}

export const createDeal = defineAction({
  title: 'Create a deal',
  input: z.object({ title: text.meta({ title: 'Title' }), ...fields }),
  output: deal,
  effect: 'writes',
  repeat: 'none',
  example: { title: 'Globex, 40 seats', value: 4800, currency: 'EUR', person: 512, stage: '3' },
  run: async ({ http }, input) => (await http.post(path, answer, { json: dealOf(input) })).body.data,
});

export const updateDeal = defineAction({
  title: 'Change a deal, or move it to another stage',
  description: 'What is left out stays as it is. Archived deals can not be changed.',
  input: z.object({
    deal: dealId,
    title: text.optional().meta({ title: 'Title' }),
    status: z
      .enum(['open', 'won', 'lost'])
      .optional()
      .meta({ title: 'Status', choices: { open: 'Open', won: 'Won', lost: 'Lost' } }),
    lostReason: text.optional().meta({ title: 'Why it was lost' }),
    ...fields,
  }),
  output: deal,
  effect: 'writes',
  repeat: 'natural',
  example: { deal: 7001, status: 'lost', lostReason: 'Too late' },
  run: async ({ http }, { deal: key, lostReason, ...input }) => {
    const json = dealOf({ ...input, lost_reason: lostReason });
    return (await http.patch(`${path}/${key}`, answer, { json, repeatable: true })).body.data;
  },
});

export const getDeal = defineAction({
  title: 'Read a deal',
  input: z.object({ deal: dealId }),
  output: deal,
  effect: 'reads',
  repeat: 'natural',
  example: { deal: 7001 },
  run: async ({ http }, input) => (await http.get(`${path}/${input.deal}`, answer)).body.data,
});

export const deleteDeal = defineAction({
  title: 'Delete a deal',
  description: 'It can be restored in Pipedrive for 30 days.',
  input: z.object({ deal: dealId }),
  output: z.object({ deal: z.int() }),
  effect: 'destroys',
  repeat: 'natural',
  example: { deal: 7001 },
  run: async ({ http }, input) => {
    await http.delete(`${path}/${input.deal}`, z.unknown());
    return { deal: input.deal };
  },
});

const hit = z.looseObject({ id: z.int(), title: z.string() });
const found = z.object({ data: z.object({ items: z.array(z.object({ item: hit })) }) });

export const searchDeals = defineAction({
  title: 'Search deals',
  description: 'By words of title, notes and custom fields. 100 are shown at most.',
  input: z.object({
    term: text.min(2).meta({ title: 'Words' }),
    status: z
      .enum(['open', 'won', 'lost'])
      .optional()
      .meta({ title: 'Status', choices: { open: 'Open', won: 'Won', lost: 'Lost' } }),
  }),
  output: z.object({ deals: z.array(hit) }),
  effect: 'reads',
  repeat: 'natural',
  example: { term: 'Globex', status: 'open' },
  run: async ({ http }, { term, status }) => {
    const { body } = await http.get(`${path}/search`, found, { query: { term, status, limit: 100 }, cost: 2 });
    return { deals: body.data.items.map(({ item }) => item) };
  },
});

const line = z.looseObject({ id: z.int() });

export const addProduct = defineAction({
  title: 'Add a product to a deal',
  input: z.object({
    deal: dealId,
    product: id.meta({ title: 'Product', description: 'Its number.' }),
    price: z.number().meta({ title: 'Price of one' }),
    quantity: z.number().positive().default(1).meta({ title: 'Quantity' }),
    comments: text.optional().meta({ title: 'Comment' }),
  }),
  output: line,
  effect: 'writes',
  repeat: 'none',
  example: { deal: 7001, product: 4001, price: 120, quantity: 40 },
  run: async ({ http }, { deal: key, product, price, quantity, comments }) => {
    const json = bodyOf({ product_id: product, item_price: price, quantity, comments });
    return (await http.post(`${path}/${key}/products`, z.object({ data: line }), { json })).body.data;
  },
});
