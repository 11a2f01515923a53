import { z } from 'zod';
import { idSchema } from '#server/ids.ts';
import { actionSchema } from './record-change.ts';

const maxListed = 100;

const split = (text: string): string[] => [...new Set(text.split(',').map((part) => part.trim()))];

/** Names in one parameter of an address, with commas between them. */
const listed = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z.string().max(8000).transform(split).pipe(z.array(item).max(maxListed));

const someTime = z.iso
  .datetime({ offset: true, error: 'expected a time such as 2026-01-31T09:30:00Z' })
  .meta({ format: 'date-time', example: '2026-01-31T09:30:00Z' });

export const fields = listed(z.string().min(1).max(200)).optional().meta({
  description: 'Which fields of the records to give, with commas between; all without it.',
  example: 'name,email',
});

export const selection = {
  customer: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Id or your own id of a customer.', example: 'globex' }),
  model: z.string().min(1).max(100).optional().meta({ example: 'contact' }),
  syncId: idSchema('sync').optional(),
};

export const cursor = z.string().max(8000).optional().meta({ description: 'The `cursor` of the answer before.' });

export const feedInput = z.strictObject({
  ...selection,
  ids: listed(z.string().min(1).max(512))
    .optional()
    .meta({ description: 'Only these records: their keys at the app, with commas between.', example: '1042,1043' }),
  actions: listed(actionSchema)
    .optional()
    .meta({ description: 'Only records of which this is the last thing that happened.', example: 'added,updated' }),
  changedAfter: someTime.optional().meta({ description: 'Only what changed here after this time.' }),
  changedBefore: someTime.optional().meta({ description: 'Only what changed here before this time.' }),
  fields,
  cursor,
  limit: z.number().int().min(1).max(1000).default(100),
});

export const getInput = z.strictObject({
  ...selection,
  ids: z
    .array(z.string().min(1).max(512))
    .min(1)
    .max(1000)
    .meta({ description: 'Keys at the app.', example: ['1042', '1043'] }),
  fields: z.array(z.string().min(1).max(200)).max(maxListed).optional(),
});

export const countInput = z.strictObject({
  ...selection,
  by: z.enum(['model', 'customer', 'sync']).default('model').meta({ description: 'What to count by.' }),
  limit: z.number().int().min(1).max(1000).default(100).meta({ description: 'How many of the largest at most.' }),
});

export const exportInput = z.strictObject({ ...selection, fields, cursor });
