import { z } from 'zod';
import { type ConnectorHttp, type ConnectorTrigger, hashOf } from '../kit/index.ts';
import { allFiles } from './auth.ts';
import { type Grid, gridOf, isEmpty, readRows } from './grid.ts';
import { workbookRow } from './objects/workbook.ts';
import { itemPath, settings } from './settings.ts';

const added = z.looseObject({ rowNumber: z.int(), values: z.record(z.string(), z.unknown()) });
const place = z.object({ of: z.string(), last: z.int() }).nullable().catch(null);
const seen = z.object({ of: z.string(), cTag: z.string() }).nullable().catch(null);
const mostRows = 1_000;

/** The last row that holds something: a new table has an empty one. */
async function lastRow(http: ConnectorHttp, grid: Grid): Promise<number> {
  const { top, bottom } = grid.body;
  if (bottom < top) return top - 1;
  const first = Math.max(top, bottom - mostRows + 1);
  const rows = await readRows(http, grid, first, bottom);
  return rows.findLast((one) => !isEmpty(one))?.rowNumber ?? first - 1;
}

export const triggers: Record<string, ConnectorTrigger> = {
  rowAdded: {
    title: 'A row was added',
    description: 'At the end. A row put in further up is not seen.',
    via: 'poll',
    output: added,
    sample: { rowNumber: 8, values: { Order: 'A-7', Total: 19.99, Date: '2026-11-20' } },
    poll: async ({ http, settings: answers }, { cursor }) => {
      const chosen = settings.parse(answers);
      const of = `${chosen.drive}/${chosen.workbook}/${chosen.source}`;
      const known = place.parse(cursor);
      const grid = await gridOf(http, chosen);
      const { bottom } = grid.body;
      // The rows of one table say nothing of another's.
      if (known?.of !== of) return { items: [], cursor: { of, last: await lastRow(http, grid) } };
      // Rows have gone: what stands at the end now was there before.
      if (bottom <= known.last) return { items: [], cursor: { of, last: bottom } };
      const end = Math.min(bottom, known.last + mostRows);
      const rows = await readRows(http, grid, known.last + 1, end);
      const filled = rows.filter((one) => !isEmpty(one));
      const items = filled.map((data) => ({
        id: `${of}/${data.rowNumber}`,
        version: hashOf('sha256', JSON.stringify(data.values)).toString('hex'),
        data,
      }));
      // An empty row at the end may be filled later.
      const last = end < bottom ? end : (filled.at(-1)?.rowNumber ?? known.last);
      return { items, cursor: { of, last } };
    },
  },
  workbookChanged: {
    title: 'The workbook was changed',
    description: 'Whatever was changed in it.',
    via: 'poll',
    output: workbookRow,
    sample: {
      id: '01CYZLFJGUJ7JHBSZDFZFL25KSZGQTVAUN',
      name: 'Orders.xlsx',
      cTag: '"c:{8D1F3A5E},7"',
      lastModifiedDateTime: '2026-11-20T09:00:00Z',
    },
    poll: async ({ http, settings: answers }, { cursor }) => {
      const chosen = settings.parse(answers);
      const of = `${chosen.drive}/${chosen.workbook}`;
      const known = seen.parse(cursor);
      const { body } = await http.get(itemPath(chosen), workbookRow);
      // It follows the contents; a new name alone leaves it as it is.
      const cTag = body.cTag ?? body.lastModifiedDateTime ?? '';
      const isNew = known?.of === of && known.cTag !== cTag;
      return { items: isNew ? [{ id: body.id, version: cTag, data: body }] : [], cursor: { of, cTag } };
    },
  },
  driveChanged: {
    title: 'Something in the drive was changed',
    description: 'Told at once; what it was is not told.',
    via: 'hook',
    events: ['drive.updated'],
    output: z.looseObject({ changeType: z.string(), resource: z.string().nullable() }),
    sample: { changeType: 'updated', resource: 'me/drive/root' },
    scopes: [allFiles],
  },
};
