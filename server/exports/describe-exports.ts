import type { z } from 'zod';
import { exportInput } from '#server/records/feed-input.ts';

const ndjson = (description: string) => ({
  200: { description, content: { 'application/x-ndjson': { schema: { type: 'string' as const } } } },
});

const parametersOf = (input: z.ZodObject) =>
  Object.entries(input.shape).map(([name, schema]) => ({
    in: 'query' as const,
    name,
    required: false,
    description: schema.meta()?.description ?? '',
    schema: { type: 'string' as const },
  }));

/** Exports in the OpenAPI document: no procedure describes them, because their answers are not JSON but lines of it. */
export const exportOperations = {
  '/records/export': {
    get: {
      operationId: 'records-export',
      tags: ['Records'],
      summary: 'Export records',
      description: `All records of a selection (at least one of customer, model and syncId) as lines of JSON, packed where \`Accept-Encoding\` takes gzip. A line with \`id\` is a record, as the change feed has it.
A line with \`cursor\` follows every thousand or so: where the export broke off, ask again with the last one. The last line has \`complete: true\` and the number of records;
without it something is missing. What changes during the export is told by the change feed after the last cursor: export and feed together give every record as it is.`,
      security: [{ secretKey: [] }],
      parameters: parametersOf(exportInput),
      responses: ndjson('Lines of JSON.'),
    },
  },
  '/customers/{id}/export': {
    get: {
      operationId: 'customers-export',
      tags: ['Customers'],
      summary: 'Export a customer',
      description: `Everything that is kept of a customer as lines of JSON, \`{ kind, row }\`: people, connections, answers, syncs, runs, failures, activity, records, their earlier versions and what the apps sent.
Credentials are not among it. The last line has \`complete: true\` and the number of rows; without it something is missing.`,
      security: [{ secretKey: [] }],
      parameters: [
        {
          in: 'path' as const,
          name: 'id',
          required: true,
          description: 'Id or your own id of the customer.',
          schema: { type: 'string' as const },
        },
      ],
      responses: ndjson('Lines of JSON.'),
    },
  },
};
