import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

const told = z.looseObject({
  type: z.string(),
  boardId: z.union([z.number(), z.string()]),
});

const base: Record<string, Json> = {
  app: 'monday',
  userId: 4012689,
  boardId: 1234567890,
  pulseId: 1234567891,
  pulseName: 'Mend the lamp',
  triggerTime: '2026-11-20T09:00:00.000Z',
  subscriptionId: 73759690,
  triggerUuid: 'b5ed2e17c530f43668de130142445cba',
};
const on = (title: string, event: string, type: string, more: Record<string, Json> = {}): ConnectorTrigger => ({
  title,
  description: 'Of the board that the settings name; read the item for the rest.',
  via: 'hook',
  events: [event],
  output: told,
  sample: { ...base, type, ...more },
  scopes: ['webhooks:write'],
});
const column: Record<string, Json> = { columnId: 'status', columnType: 'color', columnTitle: 'Status' };

export const triggers: Record<string, ConnectorTrigger> = {
  itemCreated: on('An item was created', 'create_item', 'create_pulse', { groupId: 'topics', groupName: 'Topics' }),
  columnChanged: on('A column of an item was changed', 'change_column_value', 'update_column_value', {
    ...column,
    value: { label: { index: 1, text: 'Done' } },
    previousValue: { label: { index: 0, text: 'Working on it' } },
  }),
  itemRenamed: on('An item was renamed', 'change_name', 'update_name', { value: { name: 'Mend the lamps' } }),
  itemMoved: on('An item was moved to another group', 'item_moved_to_any_group', 'move_pulse_into_group', {
    destGroupId: 'done',
  }),
  itemArchived: on('An item was archived', 'item_archived', 'archive_pulse'),
  itemDeleted: on('An item was deleted', 'item_deleted', 'delete_pulse'),
  subitemCreated: on('A subitem was created', 'create_subitem', 'create_pulse', { parentItemId: '1234567891' }),
  updateWritten: on('An update was written', 'create_update', 'create_update', {
    updateId: 2662470578,
    textBody: 'A customer has asked for this.',
  }),
};
