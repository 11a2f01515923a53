import { z } from 'zod';
import { allPages, type ConnectorContext, fieldsOf, type ObjectField } from '../../kit/index.ts';
import { pager } from './pager.ts';

const text = z.string().nullish();
const definition = z.looseObject({
  id: z.int(),
  name: text,
  name_key: z.string(),
  value_type: text,
  active: z.boolean().nullish(),
});
const choice = z.looseObject({ custom_field_id: z.int(), name: z.string() });

const types: Record<string, ObjectField['type']> = {
  yes_no: 'boolean',
  number: 'number',
  date: 'date',
  single_select: 'choice',
  multi_select: 'list',
  currency: 'object',
  currency_range: 'object',
  number_range: 'object',
};
const isChosen = ({ value_type }: z.output<typeof definition>) =>
  value_type === 'single_select' || value_type === 'multi_select';
/** So many ids a filter takes. */
const most = 50;

async function choicesOf(context: Pick<ConnectorContext<unknown>, 'http'>, ids: number[]) {
  const found: z.output<typeof choice>[] = [];
  for (let from = 0; from < ids.length; from += most) {
    const query = { custom_field_ids: ids.slice(from, from + most).join(','), active: true };
    const request = { path: '/custom_field_options', query };
    for await (const rows of allPages(context, { pager, request, rows: '' }))
      found.push(...z.array(choice).parse(rows));
  }
  return Map.groupBy(found, ({ custom_field_id }) => custom_field_id);
}

/** What every row has, and the account's own fields. Only what `writable` names can be written. */
export const describeFields =
  (kind: string, row: z.ZodType, writable: ReadonlySet<string> = new Set()) =>
  async (context: Pick<ConnectorContext<unknown>, 'http'>): Promise<ObjectField[]> => {
    const known: z.output<typeof definition>[] = [];
    const request = { path: '/custom_fields', query: { field_type: kind, active: true } };
    for await (const rows of allPages(context, { pager, request, rows: '' }))
      known.push(...z.array(definition).parse(rows));
    const choices = await choicesOf(
      context,
      known.filter(isChosen).map(({ id }) => id),
    );
    const standard = fieldsOf(row).flatMap((field): ObjectField[] => {
      if (field.name === 'custom_fields') return [];
      return [{ ...field, ...(!writable.has(field.name) && { readOnly: true }) }];
    });
    const custom = known.map((one): ObjectField => {
      const all = (choices.get(one.id) ?? []).map(({ name }) => ({ value: name, label: name }));
      const type = types[one.value_type ?? ''] ?? 'text';
      return {
        name: `custom_fields.${one.name_key}.value`,
        label: one.name || one.name_key,
        type: type === 'choice' && all.length === 0 ? 'text' : type,
        custom: true,
        readOnly: true,
        ...(all.length > 0 && { choices: all }),
      };
    });
    return [...standard, ...custom];
  };
