import { z } from 'zod';
import type { ConnectorContext, ObjectField } from '../../kit/index.ts';
import { ask } from '../ask.ts';
import type { Settings } from '../settings.ts';

const column = z.looseObject({
  id: z.string(),
  title: z.string(),
  type: z.string(),
  archived: z.boolean().nullish(),
  settings_str: z.string().nullish(),
});
type Column = z.output<typeof column>;
const answer = z.object({ boards: z.array(z.object({ columns: z.array(column).nullish() })) });

const query = 'query ($board: ID!) { boards(ids: [$board]) { columns { id title type archived settings_str } } }';

export async function columnsOf(http: ConnectorContext<unknown>['http'], board: string): Promise<Column[]> {
  const [found] = (await ask(http, query, { board }, answer)).boards;
  return (found?.columns ?? []).filter(({ archived }) => !archived);
}

const types: Record<string, ObjectField['type']> = {
  numbers: 'number',
  rating: 'number',
  auto_number: 'number',
  checkbox: 'boolean',
  date: 'date',
  status: 'choice',
  dropdown: 'choices',
  creation_log: 'datetime',
  last_updated: 'datetime',
};
const computed = new Set([
  'auto_number',
  'button',
  'creation_log',
  'formula',
  'item_id',
  'last_updated',
  'mirror',
  'progress',
  'subtasks',
  'time_tracking',
  'vote',
]);

const label = z.looseObject({ name: z.string() });
const settings = z.looseObject({ labels: z.union([z.record(z.string(), z.string()), z.array(label)]) });

/** Of a status: names by their place. Of a dropdown: a list. */
function choicesOf({ settings_str }: Column): { value: string; label: string }[] {
  try {
    const { labels } = settings.parse(JSON.parse(settings_str ?? ''));
    const names = Array.isArray(labels) ? labels.map(({ name }) => name) : Object.values(labels);
    return names.filter((name) => name !== '').map((name) => ({ value: name, label: name }));
  } catch {
    return [];
  }
}

const readOnly = { readOnly: true };
const standard: ObjectField[] = [
  { name: 'id', label: 'ID', type: 'text', ...readOnly },
  { name: 'name', label: 'Name', type: 'text', required: true },
  { name: 'group.id', label: 'Group', type: 'reference', references: 'group' },
  { name: 'state', label: 'State', type: 'text', ...readOnly },
  { name: 'creator_id', label: 'Created by', type: 'reference', references: 'user', ...readOnly },
  { name: 'url', label: 'Link', type: 'text', ...readOnly },
  { name: 'created_at', label: 'Created at', type: 'datetime', ...readOnly },
  { name: 'updated_at', label: 'Changed at', type: 'datetime', ...readOnly },
];

/** The columns of the board that the settings name. */
export async function describeItem({ http, settings: { board } }: ConnectorContext<Settings>): Promise<ObjectField[]> {
  const columns = (await columnsOf(http, board)).filter(({ type }) => type !== 'name');
  return [
    ...standard,
    ...columns.map((one): ObjectField => {
      const type = types[one.type] ?? 'text';
      const choices = type === 'choice' || type === 'choices' ? choicesOf(one) : [];
      return {
        name: `columns.${one.id}`,
        label: one.title,
        type,
        custom: true,
        ...(computed.has(one.type) && readOnly),
        ...(choices.length > 0 && { choices }),
      };
    }),
  ];
}
