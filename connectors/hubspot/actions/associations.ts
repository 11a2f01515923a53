import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { objectPath } from '../record.ts';
import { objectType, objectTypeWords, recordId } from './fields.ts';

const pair = z.object({
  fromObject: objectType.meta({ title: 'From', choices: objectTypeWords }),
  fromId: recordId.meta({ title: 'Its record ID' }),
  toObject: objectType.meta({ title: 'To', choices: objectTypeWords }),
  toId: recordId.meta({ title: 'Its record ID' }),
});
const scopes = ['crm.objects.contacts.write', 'crm.objects.companies.write', 'crm.objects.deals.write'];
const example = { fromObject: 'contacts', fromId: '512', toObject: 'companies', toId: '9001' } as const;

export const associate = defineAction({
  title: 'Associate two records',
  input: pair,
  output: pair,
  effect: 'writes',
  repeat: 'natural',
  scopes,
  run: async ({ http }, input) => {
    const path = objectPath(input.fromObject, input.fromId, 'associations', 'default', input.toObject, input.toId);
    await http.put(path, z.unknown(), { repeatable: true });
    return input;
  },
  example,
});

export const dissociate = defineAction({
  title: 'End the association of two records',
  description: 'With all of its labels.',
  input: pair,
  output: pair,
  effect: 'destroys',
  repeat: 'natural',
  scopes,
  run: async ({ http }, input) => {
    const path = objectPath(input.fromObject, input.fromId, 'associations', input.toObject, input.toId);
    await http.delete(path, z.unknown(), { repeatable: true });
    return input;
  },
  example,
});
