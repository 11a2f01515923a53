import { z } from 'zod';
import type { ConnectorTrigger, Json, PollTrigger } from '../kit/index.ts';
import { row } from './objects/rows.ts';
import { asDate, earlier, latestChange, netsuiteTime, size, suiteql, timeFormat } from './suiteql.ts';

interface Look {
  title: string;
  table: string;
  where?: string;
  sample: Record<string, Json>;
}

const pagesAtOnce = 5;
/** Numbers are given out before a record is seen: the last of them are looked at again, and what was met is known by its number. */
const numbersAgain = 1_000;
/** A change is seen when its transaction ends; and once a year the clock tells one hour twice. */
const minutesAgain = 75;

const numbers = z.object({ start: z.int(), last: z.int() });
const newest = z.object({ last: z.union([z.string(), z.number()]).nullish() });
const numbered = z.looseObject({ id: z.coerce.number().int() });
const and = (...terms: (string | undefined)[]) => terms.filter((term) => term !== undefined).join(' AND ');

/** By its number, which grows with every record. */
function created({ title, table, where, sample }: Look): PollTrigger {
  return {
    via: 'poll',
    title,
    output: row,
    sample,
    poll: async (context, { cursor }) => {
      if (cursor === null) {
        const { rows } = await suiteql(context, `SELECT MAX(id) AS last FROM ${table}`, { limit: 1 });
        const last = Number(newest.safeParse(rows[0]).data?.last ?? 0);
        return { items: [], cursor: { start: last, last } };
      }
      const { start, last } = numbers.parse(cursor);
      const items: { id: string; data: unknown }[] = [];
      let after = Math.max(start, last - numbersAgain);
      let found = last;
      for (let page = 0; page < pagesAtOnce; page += 1) {
        const q = `SELECT * FROM ${table} WHERE ${and(where, `id > ${after}`)} ORDER BY id`;
        const { rows, hasMore } = await suiteql(context, q);
        items.push(...rows.map((one) => ({ id: String(numbered.parse(one).id), data: one })));
        if (rows.length === 0) break;
        after = numbered.parse(rows.at(-1)).id;
        found = Math.max(found, after);
        if (!hasMore && rows.length < size) break;
      }
      return { items, cursor: { start, last: found } };
    },
  };
}

const times = z.object({ start: netsuiteTime.nullable(), at: netsuiteTime.nullable(), after: z.int().default(0) });
const changedRow = z.looseObject({ id: z.coerce.number().int(), changed: netsuiteTime });

/** By its time, which is only compared with times that NetSuite wrote. */
function changed({ title, table, where, sample }: Look): PollTrigger {
  const source = where ? `${table} WHERE ${where}` : table;
  return {
    via: 'poll',
    title,
    description:
      'Also when it was just created. Names the record and the time; the record itself is one “Read a record” away.',
    output: z.looseObject({ id: z.number(), changed: z.string() }),
    sample: { id: sample.id ?? null, changed: '2026-11-21 09:18:03' },
    poll: async (context, { cursor }) => {
      const known = cursor === null ? null : times.parse(cursor);
      if (known === null || known.at === null) {
        const latest = await latestChange(context, source);
        return { items: [], cursor: { start: latest, at: latest, after: 0 } };
      }
      const { start, at, after } = known;
      const items: { id: string; version: string; data: unknown }[] = [];
      // While a backlog is read, it goes on behind the last row; else it begins where the last look might have been too early.
      let from = after > 0 ? at : laterOf(start, earlier(at, minutesAgain));
      let behind = after;
      let latest = at;
      for (let page = 0; page < pagesAtOnce; page += 1) {
        const since = asDate(from);
        const time =
          behind > 0
            ? `(lastmodifieddate > ${since} OR (lastmodifieddate = ${since} AND id > ${behind}))`
            : `lastmodifieddate >= ${since}`;
        const columns = `id, TO_CHAR(lastmodifieddate, '${timeFormat}') AS changed`;
        const q = `SELECT ${columns} FROM ${table} WHERE ${and(where, time)} ORDER BY lastmodifieddate, id`;
        const { rows, hasMore } = await suiteql(context, q);
        const parsed = rows.map((one) => changedRow.parse(one));
        items.push(...parsed.map((data) => ({ id: String(data.id), version: data.changed, data })));
        const last = parsed.at(-1);
        if (last !== undefined && last.changed > latest) latest = last.changed;
        if (last === undefined || (!hasMore && rows.length < size))
          return { items, cursor: { start, at: latest, after: 0 } };
        [from, behind] = [last.changed, last.id];
      }
      return { items, cursor: { start, at: from, after: behind } };
    },
  };
}

const laterOf = (start: string | null, time: string): string => (start !== null && start > time ? start : time);

const customer = { id: '107', entityid: 'Globex', email: 'mara@globex.example' };
const of = (type: string) => ({ table: 'transaction', where: `type = '${type}'` });
const order = { id: '5001', tranid: 'SO-42', type: 'SalesOrd', entity: '107', foreigntotal: '39.98' };

export const triggers: Record<string, ConnectorTrigger> = {
  customerCreated: created({ title: 'A customer was created', table: 'customer', sample: customer }),
  customerChanged: changed({ title: 'A customer was changed', table: 'customer', sample: { id: 107 } }),
  vendorCreated: created({ title: 'A vendor was created', table: 'vendor', sample: { ...customer, id: '56' } }),
  itemChanged: changed({ title: 'An item was changed', table: 'item', sample: { id: 21 } }),
  salesOrderCreated: created({ title: 'A sales order was created', ...of('SalesOrd'), sample: order }),
  salesOrderChanged: changed({ title: 'A sales order was changed', ...of('SalesOrd'), sample: { id: 5001 } }),
  itemFulfilled: created({
    title: 'A sales order was fulfilled',
    ...of('ItemShip'),
    sample: { ...order, tranid: 'IF-42', type: 'ItemShip' },
  }),
  invoiceCreated: created({
    title: 'An invoice was created',
    ...of('CustInvc'),
    sample: { ...order, tranid: 'INV-42', type: 'CustInvc' },
  }),
  invoiceChanged: changed({ title: 'An invoice was changed', ...of('CustInvc'), sample: { id: 5003 } }),
  paymentReceived: created({
    title: 'A payment was received',
    ...of('CustPymt'),
    sample: { ...order, tranid: 'PAY-42', type: 'CustPymt' },
  }),
  purchaseOrderCreated: created({
    title: 'A purchase order was created',
    ...of('PurchOrd'),
    sample: { ...order, tranid: 'PO-42', type: 'PurchOrd' },
  }),
  vendorBillCreated: created({
    title: 'A vendor bill was created',
    ...of('VendBill'),
    sample: { ...order, tranid: 'BILL-42', type: 'VendBill' },
  }),
};
