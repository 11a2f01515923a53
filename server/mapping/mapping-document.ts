import { z } from 'zod';
import type {
  Condition,
  Expression,
  MappedField,
  Mapping,
  Otherwise,
  Policy,
  Scalar,
  Step,
} from '#connectors/kit/index.ts';
import { canRead, canWrite } from './dates/date-step.ts';
import { limits } from './limits.ts';
import { parsePath } from './path.ts';
import { templateParts } from './template-parts.ts';

export type {
  Condition,
  Expression,
  FieldType,
  MappedField,
  Mapping,
  Otherwise,
  PlainStep,
  Policy,
  Scalar,
  Step,
} from '#connectors/kit/index.ts';

/*
 * A mapping is data: which field of the vendor's model comes from where, and what happens on the way. It is written to be
 * read by people and compared line by line. Its types are those of the connectors' kit, where mappings are written in code
 * too: each schema below is held against its type.
 */
const jsonSchema = z.json();

const path = z
  .string()
  .max(limits.pathLength)
  .refine((text) => parsePath(text) !== undefined, 'expected a path such as properties.email or items[].sku');
const text = z.string().max(10_000);
const name = z.string().min(1).max(200);
const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'expected a language such as en or pt-BR')
  .max(35);
const country = z.string().regex(/^[A-Z]{2}$/, 'expected a country as two capital letters, such as DE');
const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'expected a currency as three capital letters, such as EUR');
const template = text.refine(
  (value) => templateParts(value) !== undefined,
  'expected a text with places such as {first_name}',
);
const zone = z.string().max(64).refine(isZone, 'expected a time zone such as Europe/Berlin');

function isZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const scalar: z.ZodType<Scalar> = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]);
export const comparisons = [
  ...(['equals', 'not_equals', 'greater', 'at_least', 'less', 'at_most'] as const),
  ...(['contains', 'starts_with', 'ends_with', 'in', 'not_in', 'empty', 'not_empty'] as const),
] as const;

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).max(100) }),
    z.strictObject({ any: z.array(conditionSchema).max(100) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({
      path,
      is: z.enum(comparisons),
      value: jsonSchema.optional(),
      /** Compared with what is at this path instead of `value`. */
      other: path.optional(),
      ignoreCase: z.boolean().optional(),
    }),
  ]),
);

export const types = [
  ...(['text', 'number', 'integer', 'boolean', 'date', 'datetime', 'choice', 'list', 'object'] as const),
] as const;

/** What is given where a table has no row for a value: the value itself, nothing, an error, or this. */
const otherwise: z.ZodType<Otherwise> = z.union([
  z.enum(['keep', 'clear', 'error']),
  z.strictObject({ default: scalar }),
]);

const step = <Name extends string, Shape extends z.ZodRawShape>(does: Name, shape: Shape) =>
  z.strictObject({ do: z.literal(does), ...shape });

/** Steps without an expression inside. */
const plainStep = z.discriminatedUnion('do', [
  step('trim', {}),
  step('collapse', {}),
  step('lower', {}),
  step('upper', {}),
  step('title', {}),
  step('digits', {}),
  step('strip_tags', {}),
  step('email', {}),
  step('replace', { find: text.min(1), with: text }),
  step('cut', { length: z.number().int().min(1).max(limits.text) }),
  step('split', { by: text.min(1), part: z.number().int().min(0).max(1000).optional() }),
  step('name', { part: z.enum(['prefix', 'first', 'middle', 'last', 'suffix', 'initials']) }),
  step('name_case', {}),
  step('phone', {
    country: country.optional(),
    countryFrom: path.optional(),
    write: z.enum(['e164', 'international', 'national']).optional(),
  }),
  step('country', { write: z.enum(['alpha2', 'alpha3', 'numeric', 'name']).optional(), language: language.optional() }),
  step('state', {
    country: country.optional(),
    countryFrom: path.optional(),
    write: z.enum(['code', 'name']).optional(),
  }),
  step('currency', {}),
  step('date', {
    read: z
      .array(
        z
          .string()
          .max(60)
          .refine(canRead, 'expected iso, rfc2822, unix, unix_ms, dotnet, or a pattern such as dd.MM.yyyy HH:mm'),
      )
      .min(1)
      .max(20)
      .optional(),
    zone: zone.optional(),
    language: language.optional(),
    write: z
      .string()
      .max(60)
      .refine(canWrite, 'expected date, datetime, unix, unix_ms, or a pattern such as dd.MM.yyyy')
      .optional(),
    writeZone: zone.optional(),
  }),
  step('number', { decimal: z.enum(['.', ',']) }),
  step('decimal', { shift: z.number().int().min(-20).max(20).optional() }),
  step('minor_units', {
    to: z.enum(['major', 'minor']),
    currency: currencyCode.optional(),
    currencyFrom: path.optional(),
    digits: z.record(currencyCode, z.number().int().min(0).max(6)).optional(),
  }),
  step('convert', { to: z.enum(types) }),
  step('values', {
    table: z.array(z.strictObject({ from: z.array(scalar).min(1).max(1000), to: scalar })).max(limits.tableRows),
    otherwise,
    ignoreCase: z.boolean().optional(),
  }),
  step('lookup', { table: name, otherwise }),
  step('default', { value: jsonSchema }),
  step('first', {}),
  step('last', {}),
  step('at', { index: z.number().int().min(-100_000).max(100_000) }),
  step('count', {}),
  step('flatten', {}),
  step('unique', {}),
  step('compact', {}),
  step('join', { by: text }),
  step('keyed', { by: path, value: path }),
  step('collect', { key: name }),
  step('json', {}),
]);

/* One object with every source, of which one is given: a union would try each of them, and those inside each of them. */
export const expressionSchema: z.ZodType<Expression> = z.lazy(() =>
  z
    .strictObject({
      path: path.optional(),
      constant: jsonSchema.optional(),
      template: template.optional(),
      firstOf: z.array(expressionSchema).min(1).max(50).optional(),
      object: z.record(safeName, expressionSchema).optional(),
      filled: z.boolean().optional(),
      list: z.array(expressionSchema).max(200).optional(),
      steps: z.array(stepSchema).max(limits.steps).optional(),
    })
    .transform(({ steps, filled, ...sources }, context): Expression => {
      const also = steps === undefined ? {} : { steps };
      const { path, constant, template, firstOf, object, list } = sources;
      if (Object.keys(sources).length === 1 && (filled === undefined || object !== undefined)) {
        if (path !== undefined) return { path, ...also };
        if (constant !== undefined) return { constant, ...also };
        if (template !== undefined) return { template, ...also };
        if (firstOf !== undefined) return { firstOf, ...also };
        if (object !== undefined) return { object, ...(filled !== undefined && { filled }), ...also };
        if (list !== undefined) return { list, ...also };
      }
      context.addIssue('expected one of path, constant, template, firstOf, object and list, and perhaps steps');
      return z.NEVER;
    }),
);

const stepSchema: z.ZodType<Step> = z.lazy(() =>
  z.union(
    [
      plainStep,
      step('where', { where: conditionSchema }),
      step('map', { to: expressionSchema }),
      step('group', { by: path }),
    ],
    `expected a step such as { "do": "trim" }`,
  ),
);

/** No name that means something to JavaScript's own objects. */
const safeName = name.refine((value) => value !== '__proto__', 'this name can’t be used');
const target = name.refine(
  (value) => value.split('.').every((part) => part !== '' && part !== '__proto__') && value.split('.').length <= 10,
  'expected a name such as email or address.city',
);

/** What happens where there is no value (or no usable one): leave the field out, write null, fail the record, or write this. */
const policy: z.ZodType<Policy> = z.union([
  z.enum(['skip', 'clear', 'error']),
  z.strictObject({ default: jsonSchema }),
]);

const field: z.ZodType<MappedField> = z.strictObject({
  /** The field of the vendor's model, parts of objects by a dot. */
  target,
  from: expressionSchema,
  /** What it is to be; the target's own type where it is known. */
  type: z.enum(types).optional(),
  /** Where nothing is there: null, an empty text. `skip` if it isn't said. */
  empty: policy.optional(),
  /** Where the value can't be used. `error` if it isn't said: the record then fails. */
  unusable: policy.optional(),
  note: z.string().max(500).optional(),
});

export const mappingSchema: z.ZodType<Mapping> = z
  .strictObject({
    mapping: z.literal(1),
    /** Tables that several fields look values up in; the engine may know others. */
    tables: z.record(safeName, z.array(z.strictObject({ from: scalar, to: scalar })).max(limits.tableRows)).optional(),
    /** Worked out first, in this order; then known as `@name`. */
    computed: z
      .array(z.strictObject({ name: z.string().regex(/^[A-Za-z]\w{0,99}$/), from: expressionSchema }))
      .max(200)
      .optional(),
    /** Only rows that it is true for are taken. */
    filter: conditionSchema.optional(),
    fields: z.array(field).max(limits.fields),
    /** Takes over what no field names, such as the account's own fields: `from` is an object of the row, or `.` for all of it. */
    rest: z.strictObject({ from: path, to: target, filled: z.boolean().optional() }).optional(),
    /** The row as the app sent it goes into this field. */
    raw: target.optional(),
  })
  .meta({ id: 'Mapping' });
