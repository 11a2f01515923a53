import { z } from 'zod';
import { AppCallError, type ConnectorContext, defineAction } from '../../kit/index.ts';
import { version } from '../record.ts';
import { recordId } from './fields.ts';

const input = z.object({
  listId: z
    .string()
    .min(1)
    .meta({ title: 'List', description: 'A manual one: others fill themselves.', options: 'lists' }),
  recordId: recordId.meta({ title: 'Contact', description: 'Record ID.' }),
});
const output = z.object({ changed: z.boolean() });
const scopes = ['crm.lists.read', 'crm.lists.write'];
const example = { listId: '84', recordId: '512' };

// HubSpot writes the name of the list of added ones in two ways.
const memberships = z.object({
  recordIdsMissing: z.array(z.coerce.string()).optional(),
  recordIdsRemoved: z.array(z.coerce.string()).optional(),
  recordsIdsAdded: z.array(z.coerce.string()).optional(),
  recordIdsAdded: z.array(z.coerce.string()).optional(),
});

async function change({ http }: ConnectorContext, verb: 'add' | 'remove', given: z.output<typeof input>) {
  const { body } = await http.put(
    `/crm/lists/${version}/${encodeURIComponent(given.listId)}/memberships/${verb}`,
    memberships,
    { json: [given.recordId], repeatable: true },
  );
  if (body.recordIdsMissing?.includes(given.recordId)) {
    throw new AppCallError(`HubSpot has no record ${given.recordId} that this list could hold.`, {
      class: 'not_found',
      code: 'record_missing',
      field: 'recordId',
    });
  }
  const changed = [...(body.recordIdsRemoved ?? []), ...(body.recordsIdsAdded ?? []), ...(body.recordIdsAdded ?? [])];
  return { changed: changed.includes(given.recordId) };
}

export const addToList = defineAction({
  title: 'Put a contact on a list',
  input,
  output,
  effect: 'writes',
  repeat: 'natural',
  scopes,
  run: (context, given) => change(context, 'add', given),
  example,
});

export const removeFromList = defineAction({
  title: 'Take a contact off a list',
  input,
  output,
  effect: 'writes',
  repeat: 'natural',
  scopes,
  run: (context, given) => change(context, 'remove', given),
  example,
});
