import { z } from 'zod';
import { board as boardId, id } from '../settings.ts';

export const board = boardId;
export const itemId = id.meta({ title: 'Item', description: 'Its id.' });
export const groupId = z.string().min(1).meta({ title: 'Group', options: 'groups', dependsOn: 'board' });
export const columnId = z.string().min(1).meta({ title: 'Column', options: 'columns', dependsOn: 'board' });
export const name = z.string().trim().min(1).max(255).meta({ title: 'Name' });
export const columns = z.record(z.string(), z.unknown()).meta({
  title: 'Columns',
  description: 'Values by column id: a text, a number, a label, or what monday.com takes as JSON.',
});
export const newLabels = z.boolean().default(false).meta({ title: 'Make labels that are missing' });
