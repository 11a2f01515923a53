import { z } from 'zod';
import { type ConnectorContext, fieldsOf, type ObjectField } from '../../kit/index.ts';
import { recordOf } from '../query.ts';

const value = z.union([z.string(), z.number(), z.boolean()]).nullish();
const customField = z.looseObject({
  DefinitionId: z.string(),
  Name: z.string().nullish(),
  Type: z.string().nullish(),
  StringValue: value,
  NumberValue: value,
  BooleanValue: value,
  DateValue: value,
});
const customFields = z.array(customField).nullish().catch(undefined);

/**
 * The account's own fields stand in a list, which has no paths. Beside it each has one of its own, by the number that
 * QuickBooks gave it (a name may change): `Custom.1`.
 */
export function withCustom<Row extends z.ZodType<{ Id: string }>>(row: Row) {
  return row.transform((one) => {
    const list = customFields.parse('CustomField' in one ? one.CustomField : undefined);
    if (!list || list.length === 0) return one;
    return { ...one, Custom: Object.fromEntries(list.map((field) => [field.DefinitionId, textOf(field)])) };
  });
}

const textOf = ({ StringValue, NumberValue, BooleanValue, DateValue }: z.output<typeof customField>) =>
  StringValue ?? NumberValue ?? BooleanValue ?? DateValue ?? null;

/** What is given under `Custom` takes its place in the list, where whatever else the record holds stays. */
export function customToWrite(data: Record<string, unknown>, known: unknown): Record<string, unknown> {
  const { Custom, ...fields } = data;
  const given = z.record(z.string(), value).safeParse(Custom).data;
  if (given === undefined) return fields;
  const others = [...(customFields.parse(fields.CustomField) ?? customFields.parse(known) ?? [])];
  const kept = others.filter(({ DefinitionId }) => !(DefinitionId in given));
  const own = Object.entries(given).map(([DefinitionId, one]) => {
    const { Name } = others.find((other) => other.DefinitionId === DefinitionId) ?? {};
    return { DefinitionId, ...(Name && { Name }), Type: 'StringType', StringValue: one == null ? '' : String(one) };
  });
  return { ...fields, CustomField: [...kept, ...own] };
}

const preference = z.looseObject({
  Name: z.string(),
  StringValue: z.string().nullish(),
  BooleanValue: z.boolean().nullish(),
});
const definitions = z.array(z.object({ CustomField: z.array(preference).nullish() })).nullish();
const preferences = z.looseObject({
  SalesFormsPrefs: z.looseObject({ CustomField: definitions }).nullish(),
  VendorAndPurchasesPrefs: z.looseObject({ POCustomField: definitions }).nullish(),
});

/** Which of the two sets of own fields an object has: those of sales, or those of purchase orders. */
export type CustomSet = 'sales' | 'orders';

/**
 * Names and use of the own fields stand in the preferences: `SalesFormsPrefs.SalesCustomName1`, `SalesFormsPrefs.UseSalesCustom1`,
 * those of orders alike. The API knows three of each, all of them texts.
 */
export async function describeFields(
  { http }: ConnectorContext<unknown>,
  row: z.ZodType,
  set: CustomSet | undefined,
): Promise<ObjectField[]> {
  const own = fieldsOf(row).map((field) => (isTold(field.name) ? { ...field, readOnly: true } : field));
  if (set === undefined) return own;
  const { body } = await http.get('/preferences', recordOf('Preferences', preferences));
  const groups = set === 'sales' ? body.SalesFormsPrefs?.CustomField : body.VendorAndPurchasesPrefs?.POCustomField;
  const named = (groups ?? []).flatMap(({ CustomField }) => CustomField ?? []);
  const numbered = (pattern: RegExp) =>
    named.flatMap((one) => {
      const [, number] = pattern.exec(one.Name) ?? [];
      return number === undefined ? [] : [{ ...one, number }];
    });
  const inUse = new Map(
    numbered(/\.Use\w*Custom(?:Name)?(\d+)$/).map(({ number, BooleanValue }) => [number, BooleanValue]),
  );
  const custom = numbered(/\.(?!Use)\w*CustomName(\d+)$/).flatMap(({ number, StringValue }): ObjectField[] =>
    StringValue && inUse.get(number) !== false
      ? [{ name: `Custom.${number}`, label: StringValue, type: 'text', custom: true }]
      : [],
  );
  return [...own.filter(({ name }) => name !== 'CustomField'), ...custom.sort((a, b) => (a.name < b.name ? -1 : 1))];
}

const told = [
  'Id',
  'SyncToken',
  'MetaData.',
  'Balance',
  'CurrentBalance',
  'TotalAmt',
  'UnappliedAmt',
  'RemainingCredit',
];
const isTold = (name: string) => told.some((one) => (one.endsWith('.') ? name.startsWith(one) : name === one));
