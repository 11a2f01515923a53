import type { Mapping } from '#server/mapping/mapping-document.ts';

const halls = [
  { from: ['A1', 'A2'], to: 'north' },
  { from: ['B1', 'B2'], to: 'south' },
];

/** The vendor's model of a ship: other names, two berths that are one hall, and a buoy that it has an id of its own for. */
export const shipModel: { mapping: Mapping; write: Mapping } = {
  mapping: {
    mapping: 1,
    fields: [
      { target: 'title', from: { path: 'name' }, empty: 'clear' },
      {
        target: 'hall',
        from: { path: 'berth', steps: [{ do: 'values', table: halls, otherwise: 'keep' }] },
        empty: 'clear',
      },
      {
        target: 'buoy',
        from: { path: 'code', steps: [{ do: 'lookup', table: 'link:buoy', otherwise: 'clear' }] },
      },
      { target: 'people.size', from: { path: 'crew.size' }, empty: 'clear' },
      { target: 'people.mate', from: { path: 'crew.mate' }, empty: 'clear' },
      { target: 'seenAt', from: { path: 'updatedAt' } },
    ],
  },
  write: {
    mapping: 1,
    fields: [
      { target: 'name', from: { path: 'title' } },
      {
        target: 'berth',
        from: {
          path: 'hall',
          steps: [
            {
              do: 'values',
              table: [
                { from: ['north'], to: 'A1' },
                { from: ['south', 'quay'], to: 'B1' },
              ],
              otherwise: 'keep',
            },
          ],
        },
      },
      { target: 'code', from: { path: 'buoy', steps: [{ do: 'lookup', table: 'link:buoy', otherwise: 'error' }] } },
      { target: 'crew.size', from: { path: 'people.size' } },
      { target: 'crew.mate', from: { path: 'people.mate' } },
    ],
  },
};
