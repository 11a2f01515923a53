import { z } from 'zod';
import { defineConnector, defineObject } from '../../../connectors/kit/index.ts';

export default defineConnector({
  name: 'Buoy',
  category: 'Other',
  description: 'The buoy: notes for everybody who asks where it floats.',
  docs: 'https://buoy.example/docs',
  version: '1',
  auth: { kind: 'none' },
  before: z.object({
    address: z.url('Write the whole address, such as https://buoy.example.com.').meta({ title: 'Address' }),
  }),
  baseUrl: '{{address}}/ways/buoy',
  settings: z.object({}),
  objects: {
    note: defineObject({
      label: 'notes',
      row: z.object({ id: z.string(), text: z.string() }),
      key: (row) => row.id,
      incremental: false,
      reportsDeletes: false,
      pull: async ({ http }) => {
        const { body } = await http.get('/notes', z.object({ notes: z.array(z.unknown()) }));
        return { rows: body.notes, next: null };
      },
    }),
  },
});
