import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

const thing = z.looseObject({ id: z.number() });
const on = (title: string, topic: string, sample: Json, scope: string, description?: string): ConnectorTrigger => ({
  title,
  description,
  via: 'hook',
  events: [topic],
  output: thing,
  sample,
  scopes: [scope],
});

const order = {
  id: 148977776,
  name: '#1001',
  email: 'ada@acme.example',
  total_price: '19.99',
  currency: 'EUR',
  financial_status: 'paid',
};
const customer = { id: 544365967, email: 'ada@acme.example', first_name: 'Ada', last_name: 'Moreno' };
const product = { id: 108828309, title: 'Brass lamp', vendor: 'Acme', status: 'active' };

export const triggers: Record<string, ConnectorTrigger> = {
  orderCreated: on('An order was placed', 'orders/create', order, 'read_orders'),
  orderPaid: on('An order was paid', 'orders/paid', order, 'read_orders'),
  orderChanged: on(
    'An order was changed',
    'orders/updated',
    order,
    'read_orders',
    'Also after every other thing that happens to it.',
  ),
  orderFulfilled: on(
    'An order was sent',
    'orders/fulfilled',
    { ...order, fulfillment_status: 'fulfilled' },
    'read_orders',
  ),
  orderCancelled: on(
    'An order was cancelled',
    'orders/cancelled',
    { ...order, cancel_reason: 'customer' },
    'read_orders',
  ),
  refundCreated: on('Money was given back', 'refunds/create', { id: 929361462, order_id: order.id }, 'read_orders'),
  customerCreated: on('A customer was created', 'customers/create', customer, 'read_customers'),
  customerChanged: on('A customer was changed', 'customers/update', customer, 'read_customers'),
  productCreated: on('A product was created', 'products/create', product, 'read_products'),
  productChanged: on('A product was changed', 'products/update', product, 'read_products'),
  stockChanged: on(
    'What is in stock has changed',
    'inventory_levels/update',
    { id: 1, inventory_item_id: 43729076, location_id: 346779380, available: 5 },
    'read_inventory',
  ),
};
