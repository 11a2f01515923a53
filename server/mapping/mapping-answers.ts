import { z } from 'zod';
import { time } from '#server/trpc/page.ts';
import { targetSchema } from './load-mapping.ts';
import { types } from './mapping-document.ts';

/* What the calls about mappings answer with. */

export const sentences = z.array(z.object({ field: z.string(), sentence: z.string() }));
export const versionShape = {
  version: z.number().int(),
  createdAt: time,
  createdBy: z.string(),
  author: z.string().nullable().meta({ description: 'The name of the member; null where it came by the API.' }),
};
export const document = z.unknown().meta({ description: 'A mapping as JSON; its JSON Schema: GET /mapping-schema.' });
export const target = targetSchema.meta({ description: 'Your model as a JSON Schema of an object.' });
export const write = z.unknown().meta({
  description:
    'The way back: a mapping from your model to the app’s row, for `POST /writes` with `model`; null where there is none.',
});
export const fullVersion = z.object({
  ...versionShape,
  document,
  write,
  target: target.nullable(),
  sentences,
  writeSentences: sentences.nullable(),
});

export const sourceSchema = z.object({
  name: z.string().meta({ description: 'Its path in the app’s row.', example: 'properties.email' }),
  label: z.string(),
  type: z.string(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
});

export const targetFieldSchema = z.object({
  path: z.string(),
  label: z.string(),
  type: z.enum(types).optional(),
  required: z.boolean(),
  nullable: z.boolean(),
});

export const outcome = z.enum(['mapped', 'excluded', 'failed']);
export const mappedRecord = z.record(z.string(), z.unknown()).nullable();

/** One difference between two versions. */
export const changeSchema = z.object({
  way: z.enum(['in', 'out']).meta({ description: '`in`: from the app to your model. `out`: back.' }),
  field: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export const troubleSchema = z.object({
  target: z.string(),
  source: z.string(),
  class: z.literal('mapping'),
  message: z.string().meta({ description: 'Without the value: only what it looks like.' }),
  remedy: z.string(),
});
