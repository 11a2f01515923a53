import { z } from 'zod';

const text = z.string().nullish();
const id = z.string().min(1);
const part = z.looseObject({}).nullish();
const list = z.array(z.looseObject({})).nullish();
export const money = z.looseObject({ currency_code: z.string(), value: z.string() });

export const transaction = z.looseObject({
  transaction_info: z.looseObject({
    transaction_id: id,
    transaction_event_code: text,
    transaction_status: text,
    transaction_initiation_date: text,
    transaction_updated_date: text,
    transaction_amount: money.nullish(),
    fee_amount: money.nullish(),
    invoice_id: text,
    custom_field: text,
    transaction_subject: text,
    transaction_note: text,
  }),
  payer_info: part,
  shipping_info: part,
  cart_info: part,
});

export const invoice = z.looseObject({
  id,
  status: text,
  detail: z.looseObject({ invoice_number: text, invoice_date: text, currency_code: text, reference: text }).nullish(),
  primary_recipients: list,
  items: list,
  amount: z.looseObject({ currency_code: text, value: text }).nullish(),
  due_amount: money.nullish(),
});

export const subscription = z.looseObject({
  id,
  plan_id: text,
  status: text,
  start_time: text,
  quantity: text,
  custom_id: text,
  subscriber: part,
  billing_info: part,
  create_time: text,
  update_time: text,
  status_update_time: text,
});

export const plan = z.looseObject({
  id,
  product_id: text,
  name: text,
  status: text,
  description: text,
  billing_cycles: list,
  payment_preferences: part,
  create_time: text,
  update_time: text,
});

export const product = z.looseObject({ id, name: text, description: text, create_time: text });

export const dispute = z.looseObject({
  dispute_id: id,
  reason: text,
  status: text,
  dispute_state: text,
  dispute_life_cycle_stage: text,
  dispute_amount: money.nullish(),
  seller_response_due_date: text,
  create_time: text,
  update_time: text,
});

export const balance = z.looseObject({
  currency: z.string().min(1),
  primary: z.boolean().nullish(),
  total_balance: money,
  available_balance: money.nullish(),
  withheld_balance: money.nullish(),
});
