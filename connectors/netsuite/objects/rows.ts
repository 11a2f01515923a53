import { z } from 'zod';

/** SuiteQL writes all values as text, and leaves out columns without one. */
const text = z.union([z.string(), z.number()]).nullish();
const id = z.union([z.string().min(1), z.number()]);
export const row = z.looseObject({ id });

export const entity = row.extend({
  entityid: text,
  email: text,
  phone: text,
  isinactive: text,
  externalid: text,
  lastmodifieddate: text,
});
export const customer = entity.extend({ companyname: text, firstname: text, lastname: text, subsidiary: text });
export const contact = entity.extend({ firstname: text, lastname: text, company: text, title: text });
export const vendor = entity.extend({ companyname: text });
export const employee = entity.extend({ firstname: text, lastname: text, title: text });
export const item = row.extend({
  itemid: text,
  displayname: text,
  itemtype: text,
  isinactive: text,
  lastmodifieddate: text,
});
export const account = row.extend({ acctnumber: text, accttype: text, isinactive: text });
export const named = row.extend({ name: text, isinactive: text });
export const transaction = row.extend({
  tranid: text,
  type: text,
  trandate: text,
  status: text,
  entity: text,
  currency: text,
  foreigntotal: text,
  memo: text,
  externalid: text,
  lastmodifieddate: text,
});
export const transactionLine = z.looseObject({
  uniquekey: id,
  transaction: id,
  linesequencenumber: text,
  item: text,
  quantity: text,
  rate: text,
  netamount: text,
  foreignamount: text,
  mainline: text,
});
