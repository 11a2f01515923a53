import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { entity, mutate } from '../ask.ts';
import { id } from '../settings.ts';
import { board, itemId, name } from './fields.ts';

export const addUpdate = defineAction({
  title: 'Write an update below an item',
  input: z.object({
    item: itemId,
    body: z.string().min(1).meta({ title: 'Text', description: 'HTML may be in it.', multiline: true }),
    replyTo: id.optional().meta({ title: 'As an answer to', description: 'The id of an update.' }),
  }),
  output: entity,
  effect: 'writes',
  repeat: 'none',
  scopes: ['updates:write'],
  example: { item: '1234567891', body: 'A customer has asked for this.' },
  run: ({ http }, { item, body, replyTo }) => {
    const query = `mutation ($item: ID!, $body: String!, $parent: ID) {
  create_update(item_id: $item, body: $body, parent_id: $parent) { id }
}`;
    return mutate(http, { name: 'create_update', query }, { item, body, parent: replyTo });
  },
});

export const createGroup = defineAction({
  title: 'Create a group',
  input: z.object({ board, name }),
  output: entity,
  effect: 'writes',
  repeat: 'none',
  scopes: ['boards:write'],
  example: { board: '1234567890', name: 'Next month' },
  run: ({ http }, variables) => {
    const query =
      'mutation ($board: ID!, $name: String!) { create_group(board_id: $board, group_name: $name) { id title } }';
    return mutate(http, { name: 'create_group', query }, variables);
  },
});

export const createBoard = defineAction({
  title: 'Create a board',
  input: z.object({
    name,
    kind: z
      .enum(['public', 'private', 'share'])
      .default('public')
      .meta({ title: 'Kind', choices: { public: 'Main', private: 'Private', share: 'Shareable' } }),
    workspace: id.optional().meta({ title: 'Workspace', options: 'workspaces' }),
  }),
  output: entity,
  effect: 'writes',
  repeat: 'none',
  scopes: ['boards:write'],
  example: { name: 'Lamps' },
  run: ({ http }, variables) => {
    const query = `mutation ($name: String!, $kind: BoardKind!, $workspace: ID) {
  create_board(board_name: $name, board_kind: $kind, workspace_id: $workspace) { id name url }
}`;
    return mutate(http, { name: 'create_board', query }, variables);
  },
});

export const notify = defineAction({
  title: 'Notify a person',
  description: 'In monday.com, with a link to an item or a board.',
  input: z.object({
    user: id.meta({ title: 'Person', options: 'people' }),
    target: id.meta({ title: 'Item or board', description: 'Its id; the notification leads there.' }),
    text: z.string().min(1).meta({ title: 'Text' }),
  }),
  output: z.object({ text: z.string() }),
  effect: 'writes',
  repeat: 'none',
  scopes: ['notifications:write'],
  example: { user: '4012689', target: '1234567891', text: 'The lamp is mended.' },
  run: async ({ http }, variables) => {
    const query = `mutation ($user: ID!, $target: ID!, $text: String!) {
  create_notification(user_id: $user, target_id: $target, text: $text, target_type: Project) { id text }
}`;
    await mutate(http, { name: 'create_notification', query }, variables);
    return { text: variables.text };
  },
});
