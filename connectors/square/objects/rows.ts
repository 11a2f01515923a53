import { z } from 'zod';

const text = z.string().nullish();
const id = z.string().min(1);
const part = z.looseObject({}).nullish();
const list = z.array(z.looseObject({})).nullish();
const yesOrNo = z.boolean().nullish();
const version = z.number().nullish();
/** In the smallest unit of its currency. */
export const money = z.looseObject({ amount: z.number().nullish(), currency: text }).nullish();
const times = { created_at: text, updated_at: text };

export const customer = z.looseObject({
  id,
  given_name: text,
  family_name: text,
  company_name: text,
  nickname: text,
  email_address: text,
  phone_number: text,
  address: part,
  reference_id: text,
  note: text,
  birthday: text,
  group_ids: z.array(z.string()).nullish(),
  /** By their keys, where the customer wants them. */
  custom_attributes: z.record(z.string(), z.unknown()).optional(),
  version,
  ...times,
});

export const order = z.looseObject({
  id,
  location_id: text,
  customer_id: text,
  reference_id: text,
  state: text,
  line_items: list,
  fulfillments: list,
  tenders: list,
  total_money: money,
  total_tax_money: money,
  total_discount_money: money,
  net_amount_due_money: money,
  metadata: z.record(z.string(), text).nullish(),
  closed_at: text,
  version,
  ...times,
});

export const payment = z.looseObject({
  id,
  status: text,
  source_type: text,
  amount_money: money,
  total_money: money,
  tip_money: money,
  refunded_money: money,
  location_id: text,
  order_id: text,
  customer_id: text,
  reference_id: text,
  receipt_url: text,
  note: text,
  ...times,
});

export const refund = z.looseObject({
  id,
  status: text,
  amount_money: money,
  payment_id: text,
  order_id: text,
  location_id: text,
  reason: text,
  ...times,
});

const catalogObject = z.looseObject({ id, type: text, version, is_deleted: yesOrNo, updated_at: text });

export const catalogItem = catalogObject.extend({
  item_data: z.looseObject({ name: text, description: text, variations: list, is_archived: yesOrNo }).nullish(),
});
export const catalogCategory = catalogObject.extend({ category_data: z.looseObject({ name: text }).nullish() });

export const location = z.looseObject({
  id,
  name: text,
  status: text,
  address: part,
  timezone: text,
  country: text,
  currency: text,
  phone_number: text,
  merchant_id: text,
  created_at: text,
});

export const invoice = z.looseObject({
  id,
  version,
  location_id: text,
  order_id: text,
  invoice_number: text,
  title: text,
  status: text,
  primary_recipient: part,
  payment_requests: list,
  next_payment_amount_money: money,
  public_url: text,
  ...times,
});

export const teamMember = z.looseObject({
  id,
  given_name: text,
  family_name: text,
  email_address: text,
  phone_number: text,
  reference_id: text,
  status: text,
  is_owner: yesOrNo,
  ...times,
});

export const inventoryCount = z.looseObject({
  catalog_object_id: id,
  catalog_object_type: text,
  location_id: text,
  state: text,
  quantity: text,
  calculated_at: text,
});
