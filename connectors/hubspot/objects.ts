import type { ConnectorObject } from '../kit/index.ts';
import { crmObject } from './crm-object.ts';
import { ownerObject } from './owner.ts';

const changed = 'hs_lastmodifieddate';

export const objects: Record<string, ConnectorObject> = {
  contact: crmObject({
    label: 'contacts',
    name: 'contacts',
    // The one object whose clock has another name.
    changed: 'lastmodifieddate',
    links: ['companies'],
    matchBy: 'email',
    example: [
      { data: { properties: { email: 'mara@globex.example', firstname: 'Mara', lastname: 'Lindqvist' } } },
      { key: '512', data: { properties: { lifecyclestage: 'customer' } } },
    ],
  }),
  company: crmObject({
    label: 'companies',
    name: 'companies',
    changed,
    links: [],
    example: [
      { data: { properties: { name: 'Globex', domain: 'globex.example' } } },
      { key: '9001', data: { properties: { numberofemployees: 130 } } },
    ],
  }),
  deal: crmObject({
    label: 'deals',
    name: 'deals',
    changed,
    links: ['companies', 'contacts'],
    example: [
      {
        data: {
          properties: { dealname: 'Globex, 40 seats', pipeline: 'default', dealstage: 'qualifiedtobuy', amount: 4800 },
        },
      },
      { key: '7001', data: { properties: { dealstage: 'closedwon' } } },
    ],
  }),
  ticket: crmObject({
    label: 'tickets',
    name: 'tickets',
    changed,
    links: ['companies', 'contacts'],
    scopes: ['tickets'],
    example: [
      { data: { properties: { subject: 'Export does not start', hs_pipeline: '0', hs_pipeline_stage: '1' } } },
      { key: '3001', data: { properties: { hs_ticket_priority: 'HIGH' } } },
    ],
  }),
  product: crmObject({
    label: 'products',
    name: 'products',
    changed,
    links: [],
    scopes: ['crm.objects.products.read'],
    example: [
      { data: { properties: { name: 'Seat, yearly', hs_sku: 'SEAT-Y', price: 120 } } },
      { key: '4001', data: { properties: { price: 132 } } },
    ],
  }),
  lineItem: crmObject({
    label: 'line items',
    name: 'line_items',
    changed,
    links: ['deals'],
    scopes: ['crm.objects.line_items.read'],
    example: [
      { data: { properties: { name: 'Seat, yearly', quantity: 40, price: 120, hs_product_id: '4001' } } },
      { key: '5001', data: { properties: { quantity: 44 } } },
    ],
  }),
  quote: crmObject({
    label: 'quotes',
    name: 'quotes',
    changed,
    links: ['deals'],
    scopes: ['crm.objects.quotes.read'],
    example: [
      { data: { properties: { hs_title: 'Globex, 40 seats', hs_expiration_date: '2026-12-31' } } },
      { key: '6001', data: { properties: { hs_expiration_date: '2027-01-31' } } },
    ],
  }),
  owner: ownerObject,
};
