import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { internalId } from './record.ts';
import { containing, suiteql } from './suiteql.ts';

const size = 50;
const offset = z.int().nonnegative().catch(0);
const text = z.union([z.string(), z.number()]).nullish();
const row = z.looseObject({ id: z.coerce.string(), label: text, detail: text });

function choices(table: string, label: string, detail?: string): OptionsFunction {
  return async (context, { search, cursor }) => {
    const start = offset.parse(cursor ?? 0);
    const words = search.trim();
    const terms = ["isinactive = 'F'", ...(words ? [containing(label, words)] : [])].join(' AND ');
    const columns = [`id, ${label} AS label`, ...(detail ? [`${detail} AS detail`] : [])].join(', ');
    const q = `SELECT ${columns} FROM ${table} WHERE ${terms} ORDER BY ${label}, id`;
    const { rows, hasMore } = await suiteql(context, q, { limit: size, offset: start });
    const found = rows.map((one) => row.parse(one));
    return {
      options: found.map((one) => ({
        value: one.id,
        label: String(one.label ?? one.id),
        ...(one.detail !== undefined && one.detail !== null && { detail: String(one.detail) }),
      })),
      next: hasMore && found.length > 0 ? start + size : null,
    };
  };
}

const orderLine = z.looseObject({ uniquekey: z.coerce.string(), label: text, quantity: z.coerce.number().nullish() });

/** Of the sales order that was chosen in the same form. What a customer orders counts as going out. */
const orderLines: OptionsFunction = async (context, { search, parent }) => {
  const order = internalId.safeParse(parent?.id);
  if (!order.success) return { options: [], next: null };
  const columns = 'uniquekey, BUILTIN.DF(item) AS label, quantity';
  const where = `transaction = ${order.data} AND mainline = 'F' AND taxline = 'F'`;
  const { rows } = await suiteql(context, `SELECT ${columns} FROM transactionline WHERE ${where} ORDER BY uniquekey`);
  const wanted = search.trim().toLowerCase();
  const found = rows.map((one) => orderLine.parse(one));
  const options = found.map((one) => ({
    value: one.uniquekey,
    label: String(one.label ?? one.uniquekey),
    ...(typeof one.quantity === 'number' && { detail: String(Math.abs(one.quantity)) }),
  }));
  return { options: options.filter(({ label }) => label.toLowerCase().includes(wanted)), next: null };
};

const catalog = z.object({ items: z.array(z.object({ name: z.string() })) });

const recordTypes: OptionsFunction = async ({ http }, { search }) => {
  const { body } = await http.get('/record/v1/metadata-catalog', catalog);
  const wanted = search.trim().toLowerCase();
  const found = body.items.filter(({ name }) => name.toLowerCase().includes(wanted));
  return { options: found.map(({ name }) => ({ value: name, label: name })), next: null };
};

export const options: Record<string, OptionsFunction> = {
  customers: choices('customer', 'entityid', 'email'),
  vendors: choices('vendor', 'entityid', 'email'),
  items: choices('item', 'itemid', 'displayname'),
  accounts: choices('account', 'fullname', 'acctnumber'),
  subsidiaries: choices('subsidiary', 'name'),
  orderLines,
  recordTypes,
};
