import { z } from 'zod';
import { isSafePattern } from '#server/runtime/declared/safe-pattern.ts';
import { ruleSchema } from './rule.ts';
import { boundsSchema } from './schedule-bounds.ts';

const key = z
  .string()
  .regex(/^[A-Za-z][\w-]{0,59}$/, 'expected a name of letters, digits, - and _')
  .refine((text) => text !== '__proto__' && text !== 'constructor', 'this name can’t be used');
const label = z.string().min(1).max(100);
const help = z.string().max(2000);
const scalar = z.union([z.string().max(10_000), z.number(), z.boolean()]);

export const fieldKinds = [
  ...(['text', 'multiline', 'password', 'number', 'select', 'cards', 'switch', 'options', 'file', 'schedule'] as const),
] as const;

/**
 * A question to the customer. One that has the name of a question of the connector is that question in the vendor's words;
 * any other is the vendor's own, and its answer is kept for the vendor.
 */
const fieldSchema = z.strictObject({
  name: key,
  /** Of a question of the vendor's own; the connector's have theirs. */
  kind: z.enum(fieldKinds).optional(),
  label: label.optional(),
  help: help.optional(),
  placeholder: z.string().max(300).optional(),
  required: z.boolean().optional(),
  default: scalar.optional(),
  choices: z
    .array(z.strictObject({ value: z.string().max(200), label, detail: z.string().max(300).optional() }))
    .max(500)
    .optional(),
  /** Live choices: the name of one of the connector's `options`. */
  options: z.string().max(60).optional(),
  /** Of `file`: what may be chosen of what is connected. */
  pick: z.enum(['file', 'folder', 'any']).optional(),
  /** Of `schedule`: within what; anything where it is absent. */
  bounds: boundsSchema.optional(),
  /** The questions whose answers those choices depend on. */
  dependsOn: z.array(key).max(10).optional(),
  page: key.optional(),
  section: key.optional(),
  /** Over the answers so far: asked only where it is fulfilled. */
  showWhen: ruleSchema.optional(),
  /** Never asked and never sent to a browser: `value`, or what the vendor has set for the customer. */
  internalOnly: z.boolean().optional(),
  value: scalar.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  minLength: z.number().int().min(0).optional(),
  maxLength: z.number().int().min(1).max(10_000).optional(),
  pattern: z.string().max(300).refine(isSafePattern, 'this pattern can’t be used: it could take very long').optional(),
  /** Said where the pattern does not fit: "Four digits". */
  patternWords: z.string().max(200).optional(),
});

export type Field = z.infer<typeof fieldSchema>;

export const formSchema = z.strictObject({
  /** In the order in which they are asked. A question without a page is on the first. */
  pages: z
    .array(
      z.strictObject({
        key,
        title: label,
        sections: z
          .array(z.strictObject({ key, title: label, help: help.optional() }))
          .max(30)
          .optional(),
      }),
    )
    .max(20)
    .default([]),
  fields: z.array(fieldSchema).max(200).default([]),
});
