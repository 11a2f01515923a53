import { z } from 'zod';
import { allPages, type ConnectorTrigger, type HookTrigger, type Json, type PollTrigger } from '../kit/index.ts';
import * as rows from './objects/rows.ts';

/** What Xero tells: which record. The record itself is one call away. */
const told = z.object({ id: z.string(), type: z.string(), at: z.string().nullable() });

function on(title: string, event: string, description?: string): HookTrigger {
  const id = '297c2dc5-cc47-4afd-8ec8-74990b8761e9';
  const sample = { id, type: event, at: '2026-11-21T09:18:03.000Z' };
  return { via: 'hook', title, description, events: [event], output: told, sample };
}

/** A change may be seen a moment after its time; what is read again is known by its id. The clock is ours. */
const overlapMs = 10 * 60_000;
const place = z.object({ at: z.iso.datetime(), start: z.iso.datetime() });

interface Look {
  title: string;
  collection: string;
  id: string;
  output: z.ZodType;
  /** Whether it has happened to this record, and not before the trigger was switched on. */
  isIt: (row: Record<string, unknown>, start: Date) => boolean;
  query: Record<string, string>;
  /** Pages whose size can be chosen. */
  isSized: boolean;
  sample: Record<string, Json>;
}

const loose = z.array(z.looseObject({}));

/** Xero tells of contacts and invoices only; for the rest we look at what changed. */
function look({ title, collection, id, output, isIt, query, isSized, sample }: Look): PollTrigger {
  return {
    via: 'poll',
    title,
    output,
    sample,
    poll: async (context, { cursor }) => {
      const now = new Date();
      if (cursor === null) return { items: [], cursor: { at: now.toISOString(), start: now.toISOString() } };
      const { at, start } = place.parse(cursor);
      const items: { id: string; data: unknown }[] = [];
      const pager = {
        kind: 'page' as const,
        parameter: 'page',
        ...(isSized && { size: { parameter: 'pageSize', value: 200 }, pages: 'pagination.pageCount' }),
      };
      const headers = { 'if-modified-since': at.slice(0, 19) };
      const request = { path: `/${collection}`, query: { ...query, order: id }, headers };
      for await (const page of allPages(context, { pager, rows: collection, request, maxPages: 100 })) {
        const found = loose.parse(page).filter((row) => isIt(row, new Date(start)));
        items.push(...found.map((row) => ({ id: z.string().parse(row[id]), data: row })));
      }
      const next = new Date(Math.max(Date.parse(start), now.getTime() - overlapMs)).toISOString();
      return { items, cursor: { at: next, start } };
    },
  };
}

/** `/Date(1439434356790+0000)/`, which holds the day in UTC. */
function dayOf(value: unknown): number {
  const [, time = ''] = /\/Date\((-?\d+)/.exec(typeof value === 'string' ? value : '') ?? [];
  return time === '' ? Number.NaN : Number(time);
}

const dayMs = 86_400_000;
const isNew = (value: unknown, start: Date): boolean => dayOf(value) >= start.getTime() - 2 * dayMs;
const invoice = {
  InvoiceID: '297c2dc5-cc47-4afd-8ec8-74990b8761e9',
  InvoiceNumber: 'INV-0042',
  Type: 'ACCREC',
  Status: 'PAID',
  Total: 39.98,
  FullyPaidOnDate: '/Date(1795219200000+0000)/',
};

export const triggers: Record<string, ConnectorTrigger> = {
  contactCreated: on('A contact was created', 'contact.create'),
  contactChanged: on('A contact was changed', 'contact.update', 'Also when it is archived.'),
  invoiceCreated: on('An invoice or bill was created', 'invoice.create'),
  invoiceChanged: on('An invoice or bill was changed', 'invoice.update', 'Also when it is paid, voided or deleted.'),
  invoicePaid: look({
    title: 'An invoice or bill was paid in full',
    collection: 'Invoices',
    id: 'InvoiceID',
    output: rows.invoice,
    query: { where: 'Status=="PAID"' },
    isSized: true,
    isIt: (row, start) => isNew(row.FullyPaidOnDate, start),
    sample: invoice,
  }),
  paymentRecorded: look({
    title: 'A payment was recorded',
    collection: 'Payments',
    id: 'PaymentID',
    output: rows.payment,
    query: { where: 'Status=="AUTHORISED"' },
    isSized: true,
    // A payment can't be changed, only deleted.
    isIt: () => true,
    sample: { PaymentID: '99ea7f6b-c513-4066-bc27-b7c65dcd76c2', Status: 'AUTHORISED', Amount: 39.98 },
  }),
  quoteAccepted: look({
    title: 'A quote was accepted',
    collection: 'Quotes',
    id: 'QuoteID',
    output: rows.quote,
    query: { Status: 'ACCEPTED' },
    isSized: false,
    isIt: () => true,
    sample: { QuoteID: 'a0c1bb8c-2f4d-4d6e-9fd5-4b0b1a2b7e55', QuoteNumber: 'QU-0007', Status: 'ACCEPTED' },
  }),
};
