import { z } from 'zod';
import type { ConnectorContext } from '../../kit/index.ts';
import { objectPath, record } from '../record.ts';
import { textsOf } from '../write-records.ts';

/** What an action gives back of a record that it wrote. */
export const saved = record.pick({ id: true, properties: true, createdAt: true, updatedAt: true });
export type Saved = z.output<typeof saved>;

interface Links {
  contactId?: string;
  companyId?: string;
  dealId?: string;
  ticketId?: string;
}

// HubSpot's own numbers for "is associated with", by the object that is made. The general ones, not "primary".
const linkTypes: Record<string, Partial<Record<keyof Links, number>>> = {
  contacts: { companyId: 279 },
  deals: { contactId: 3, companyId: 341 },
  tickets: { contactId: 16, companyId: 339, dealId: 28 },
  line_items: { dealId: 20 },
  notes: { contactId: 202, companyId: 190, dealId: 214, ticketId: 228 },
  tasks: { contactId: 204, companyId: 192, dealId: 216, ticketId: 230 },
  calls: { contactId: 194, companyId: 182, dealId: 206, ticketId: 220 },
  meetings: { contactId: 200, companyId: 188, dealId: 212, ticketId: 226 },
};

/** Makes a record and associates it in the same call, so that it never stands there half done. */
export async function createRecord(
  { http }: ConnectorContext,
  object: string,
  properties: Record<string, unknown>,
  links: Links = {},
): Promise<Saved> {
  const types = linkTypes[object] ?? {};
  const associations = z
    .array(z.enum(['contactId', 'companyId', 'dealId', 'ticketId']))
    .parse(Object.keys(types))
    .flatMap((name) => {
      const id = links[name];
      const types_ = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: types[name] }];
      return id === undefined ? [] : [{ to: { id }, types: types_ }];
    });
  const { body } = await http.post(objectPath(object), saved, {
    json: { properties: textsOf(properties), associations },
  });
  return body;
}

export async function updateRecord(
  { http }: ConnectorContext,
  object: string,
  id: string,
  properties: Record<string, unknown>,
): Promise<Saved> {
  const { body } = await http.patch(objectPath(object, id), saved, {
    json: { properties: textsOf(properties) },
    repeatable: true,
  });
  return body;
}
