import { z } from 'zod';
import type { ConnectorContext } from '../../kit/index.ts';
import { apiName, base } from '../soql.ts';

export const recordId = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/, 'An ID of Salesforce has 15 or 18 letters and digits.');
export const optionalText = z.string().min(1).optional();
export const email = z
  .string()
  .trim()
  .regex(/^[^\s@]+@[^\s@]+$/, 'Write an email address.')
  .meta({ title: 'Email' });
export const owner = recordId.optional().meta({ title: 'Owner', options: 'users' });
export const sobject = apiName.meta({ title: 'Object', options: 'objects', placeholder: 'Account' });
export const further = z
  .record(z.string(), z.unknown())
  .default({})
  .meta({ title: 'Further fields', description: 'By their API names: { Region__c: "North" }.' });

export const saved = z.object({ id: z.string(), success: z.boolean() });
export const record = z.looseObject({ Id: z.string() });

const given = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export async function create({ http }: ConnectorContext, name: string, fields: Record<string, unknown>) {
  return (await http.post(`${base}/sobjects/${name}`, saved, { json: given(fields) })).body;
}

/** Salesforce answers nothing where it took it. */
export async function update({ http }: ConnectorContext, name: string, id: string, fields: Record<string, unknown>) {
  await http.patch(`${base}/sobjects/${name}/${id}`, z.unknown(), { json: given(fields), repeatable: true });
  return { id, success: true };
}
