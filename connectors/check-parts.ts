import { z } from 'zod';
import { namesIn } from '#server/runtime/template.ts';

/** What the checks of a connector are made of. Each says what must be so: the place comes before it, a full stop after it. */
export const text = z.string({ error: 'must be a text' }).min(1, 'must not be empty');
export const yesOrNo = z.boolean({ error: 'must be true or false' });
export const count = z.int({ error: 'must be a whole number' }).positive('must be above 0');
export const callable = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');
export const zodSchema = z.custom<z.ZodType>(isSchema, 'must be a zod schema');
export const zodObject = z.custom<z.ZodObject>(
  (value) => isSchema(value) && 'shape' in value,
  'must be z.object({ … })',
);

export const template = text.superRefine((value, context) => {
  const problem = templateProblem(value);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});
export const address = template.refine(
  (value) => /^(https?:\/\/|\{\{)/.test(value),
  'must be an address, or begin with a value that is one',
);
export const templates = z.record(z.string(), template, { error: 'must name a template for each' });

/** A form that a person fills in: a z.object whose fields have titles. */
export const form = zodObject.superRefine((fields, context) => {
  if (!isSchema(fields)) return;
  for (const [name, { title }] of fieldsIn(fields)) {
    if (title !== undefined) continue;
    context.addIssue({ code: 'custom', path: [name], message: "has no title: add .meta({ title: '…' })" });
  }
});

/** One of the texts given. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  const last = values.at(-1);
  return z.enum(values, {
    error: `must be ${values.slice(0, -1).join(', ')}${values.length > 1 ? ' or ' : ''}${last}`,
  });
}

/** The keys of a kit's type, so that neither can gain one without the other. */
export type Keys<Type> = Record<keyof Type, z.ZodType>;

/** An object with these keys and no others. */
export function exactly<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `has what nobody reads: ${issue.keys.join(', ')}`
        : `must be { ${Object.keys(shape).slice(0, 3).join(', ')}, … }`,
  });
}

/** Judges each value by the schema that is right for it, so that the answer names the place inside it. */
export function by(choose: (value: object) => z.ZodType, message: string) {
  return z.unknown().superRefine((value, context) => {
    if (typeof value !== 'object' || value === null) {
      context.addIssue({ code: 'custom', message });
      return;
    }
    for (const { path, message: problem } of choose(value).safeParse(value).error?.issues ?? [])
      context.addIssue({ code: 'custom', path: [...path], message: problem });
  });
}

/** Whether an example is what its schema takes; the first thing that is not, as a sentence's end. */
export function misfit(schema: unknown, example: unknown): string | undefined {
  if (!isSchema(schema)) return undefined;
  const issue = schema.safeParse(example).error?.issues[0];
  if (issue === undefined) return undefined;
  return `does not fit: ${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}`;
}

const jsonSchema = z.looseObject({
  properties: z
    .record(
      z.string(),
      z.looseObject({
        title: z.string().optional(),
        options: z.string().optional(),
        dependsOn: z.string().optional(),
      }),
    )
    .default({}),
});

/** The fields of a form with what `.meta()` says of them. */
export function fieldsIn(schema: z.ZodType): [name: string, meta: z.output<typeof jsonSchema>['properties'][string]][] {
  return Object.entries(jsonSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).properties);
}

export function isSchema(value: unknown): value is z.ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

function templateProblem(value: string): string | undefined {
  try {
    namesIn(value);
  } catch {
    return `can't be read as a template: ${value}`;
  }
  const rest = value.replace(/\{\{[^{}]*\}\}/g, '');
  return /\{\{|\}\}/.test(rest) ? `has a place that is not closed: ${value}` : undefined;
}
