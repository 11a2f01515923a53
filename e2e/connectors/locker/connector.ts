import { z } from 'zod';
import { type ConnectorContext, defineConnector, defineObject } from '../../../connectors/kit/index.ts';

const parcel = z.object({ id: z.string(), text: z.string(), weight: z.number() });
const rows = z.object({ notes: z.array(z.unknown()) });
const tree = z.object({ entries: z.array(z.object({ id: z.string(), name: z.string(), folder: z.boolean() })) });

const parcels = (label: string, noun: string) =>
  defineObject({
    label,
    row: parcel,
    key: (row) => row.id,
    incremental: false,
    reportsDeletes: false,
    pull: async ({ http }: ConnectorContext<unknown>) => {
      const { body } = await http.get(`/${noun}`, rows);
      return { rows: body.notes, next: null, total: body.notes.length };
    },
  });

export default defineConnector({
  name: 'Locker',
  category: 'Other',
  description: 'The locker at the quay: parcels and letters, in folders.',
  docs: 'https://locker.example/docs',
  version: '1',
  auth: { kind: 'none' },
  before: z.object({
    address: z.url('Write the whole address, such as https://locker.example.com.').meta({ title: 'Address' }),
  }),
  baseUrl: '{{address}}/ways/locker',
  settings: z.object({
    place: z.string().min(1).meta({ title: 'Which folder?', options: 'places', pick: 'folder' }),
  }),
  objects: { parcel: parcels('parcels', 'parcels'), letter: parcels('letters', 'letters') },
  options: {
    places: async ({ http }, { search, inside = '' }) => {
      const { body } = await http.get('/tree', tree, { query: { inside, search: search || undefined } });
      const options = body.entries.map(({ id, name, folder }) => ({ value: id, label: name, branch: folder }));
      return { options, next: null };
    },
  },
});
