import { z } from 'zod';

const person = z.looseObject({ id: z.string() });

export const page = z.looseObject({
  id: z.string().min(1),
  created_time: z.string(),
  last_edited_time: z.string(),
  created_by: person.optional(),
  last_edited_by: person.optional(),
  archived: z.boolean().optional(),
  in_trash: z.boolean().optional(),
  url: z.string().optional(),
  parent: z.looseObject({ type: z.string() }),
  /** By name, each in Notion's own form: `{ type: 'number', number: 3 }`. */
  properties: z.record(z.string(), z.looseObject({ type: z.string().optional() })),
});

export const dataSourceRow = z.looseObject({
  id: z.string().min(1),
  title: z.array(z.looseObject({ plain_text: z.string().optional() })).default([]),
  created_time: z.string().optional(),
  last_edited_time: z.string().optional(),
  in_trash: z.boolean().optional(),
  url: z.string().nullish(),
});

export const user = z.looseObject({
  id: z.string().min(1),
  type: z.string().optional(),
  name: z.string().nullish(),
  person: z.looseObject({ email: z.string().optional() }).optional(),
});
