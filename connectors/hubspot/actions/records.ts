import { z } from 'zod';
import { AppCallError, defineAction } from '../../kit/index.ts';
import { searchCost } from '../changed-since.ts';
import { readRecords } from '../read-records.ts';
import { objectPath, record } from '../record.ts';
import { objectType, objectTypeWords, recordId } from './fields.ts';
import { saved } from './save-record.ts';

const kind = objectType.default('contacts').meta({ title: 'Object', choices: objectTypeWords });
const operator = z.enum([
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
]);

export const search = defineAction({
  title: 'Search records',
  description:
    'All filters must be true. What was written a moment ago may not be found yet, and no search goes beyond 10,000 hits.',
  input: z.object({
    object: kind,
    query: z.string().trim().min(1).max(200).optional().meta({ title: 'Text', description: 'In the usual fields.' }),
    filters: z
      .array(
        z.object({
          property: z.string().min(1),
          operator,
          value: z.string().optional(),
          values: z.array(z.string()).optional(),
        }),
      )
      .max(6)
      .default([])
      .meta({ title: 'Filters', description: 'Times in milliseconds since 1970.' }),
    properties: z.array(z.string().min(1)).max(100).optional().meta({ title: 'Properties to bring' }),
    sort: z
      .object({ property: z.string().min(1), direction: z.enum(['ASCENDING', 'DESCENDING']) })
      .optional()
      .meta({ title: 'Order' }),
    limit: z.int().min(1).max(200).default(50).meta({ title: 'How many' }),
    after: z.string().optional().meta({ title: 'Go on after', description: 'The `next` of the page before.' }),
  }),
  output: z.object({ results: z.array(saved), total: z.int(), next: z.string().nullable() }),
  effect: 'reads',
  repeat: 'natural',
  run: async ({ http }, { object, query, filters, properties, sort, limit, after }) => {
    const found = z.object({
      results: z.array(saved),
      total: z.int(),
      paging: z.object({ next: z.object({ after: z.string() }).optional() }).nullish(),
    });
    const filterGroups = [
      { filters: filters.map(({ property: propertyName, ...filter }) => ({ propertyName, ...filter })) },
    ];
    const sorts = sort && [{ propertyName: sort.property, direction: sort.direction }];
    const { body } = await http.post(objectPath(object, 'search'), found, {
      json: { query, ...(filters.length > 0 && { filterGroups }), properties, sorts, limit, after },
      repeatable: true,
      cost: searchCost,
    });
    return { results: body.results, total: body.total, next: body.paging?.next?.after ?? null };
  },
  example: {
    object: 'deals',
    filters: [{ property: 'dealstage', operator: 'EQ', value: 'closedwon' }],
    properties: ['dealname', 'amount'],
    sort: { property: 'closedate', direction: 'DESCENDING' },
  },
});

export const getRecord = defineAction({
  title: 'Get a record',
  description: 'With every property and the records that it is associated with.',
  input: z.object({ object: kind, id: recordId.meta({ title: 'Record ID' }) }),
  output: record,
  effect: 'reads',
  repeat: 'natural',
  run: async (context, { object, id }) => {
    const links = ['contacts', 'companies', 'deals'].filter((link) => link !== object);
    const [found] = await readRecords(context, { name: object, links }, [id]);
    const parsed = record.safeParse(found);
    if (parsed.success) return parsed.data;
    throw new AppCallError(`HubSpot has no record ${id} among the ${objectTypeWords[object].toLowerCase()}.`, {
      class: 'not_found',
      code: 'OBJECT_NOT_FOUND',
      field: 'id',
    });
  },
  example: { object: 'contacts', id: '512' },
});

export const archiveRecord = defineAction({
  title: 'Delete a record',
  description: 'In HubSpot it can be restored for 90 days.',
  input: z.object({ object: kind, id: recordId.meta({ title: 'Record ID' }) }),
  output: z.object({ id: z.string() }),
  effect: 'destroys',
  repeat: 'natural',
  scopes: ['crm.objects.contacts.write', 'crm.objects.companies.write', 'crm.objects.deals.write'],
  run: async ({ http }, { object, id }) => {
    await http.delete(objectPath(object, id), z.unknown(), { repeatable: true });
    return { id };
  },
  example: { object: 'contacts', id: '512' },
});
