import { z } from 'zod';

/** What the inputs of actions are made of. */
export const recordId = z.string().trim().regex(/^\d+$/, 'Write the record ID: digits only.');
export const optionalText = z.string().trim().min(1).optional();
export const owner = optionalText.meta({ title: 'Owner', options: 'owners' });
export const moment = z.iso.datetime({ offset: true });

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

/** Custom properties, and those of HubSpot that have no field of their own. */
export const further = z.record(z.string().min(1), value).optional().meta({
  title: 'Further properties',
  description: 'By their internal names. Several choices as a list; null clears.',
});

export const linkFields = {
  contactId: recordId.optional().meta({ title: 'Contact', description: 'Record ID of the contact that it is about.' }),
  companyId: recordId.optional().meta({ title: 'Company', description: 'Record ID.' }),
  dealId: recordId.optional().meta({ title: 'Deal', description: 'Record ID.' }),
  ticketId: recordId.optional().meta({ title: 'Ticket', description: 'Record ID.' }),
};

export const objectType = z.enum(['contacts', 'companies', 'deals', 'tickets', 'products', 'line_items', 'quotes']);
export const objectTypeWords = {
  contacts: 'Contacts',
  companies: 'Companies',
  deals: 'Deals',
  tickets: 'Tickets',
  products: 'Products',
  line_items: 'Line items',
  quotes: 'Quotes',
};
