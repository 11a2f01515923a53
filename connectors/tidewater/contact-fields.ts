import { z } from 'zod';
import type { ConnectorContext, ObjectField } from '../kit/index.ts';

const types = {
  ...{ string: 'text', email: 'text', phone: 'text', number: 'number', boolean: 'boolean', date: 'date' },
  ...{ datetime: 'datetime', enum: 'choice', reference: 'reference', list: 'choices' },
} as const satisfies Record<string, ObjectField['type']>;

const described = z.object({
  data: z.array(
    z.object({
      name: z.string().min(1),
      label: z.string(),
      // A kind of field that is new there can still be read as text.
      type: z.string().transform((type) => (Object.hasOwn(types, type) ? types[type as keyof typeof types] : 'text')),
      required: z.boolean().optional(),
      custom: z.boolean().optional(),
      read_only: z.boolean().optional(),
      options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
    }),
  ),
});

/** The fields of contacts in this account; its own lie under `custom` in the row. */
export async function contactFields({ http }: Pick<ConnectorContext<unknown>, 'http'>): Promise<ObjectField[]> {
  const { body } = await http.get('/fields/contacts', described);
  return body.data.map(({ name, label, type, required, custom, read_only, options }) => ({
    name: custom ? `custom.${name}` : name,
    ...{ label, type },
    ...(required && { required }),
    ...(custom && { custom }),
    ...(read_only && { readOnly: true }),
    ...(options && { choices: options }),
  }));
}
