import { z } from 'zod';
import { id } from '../settings.ts';

export const card = z
  .string()
  .regex(/^\w+$/, 'The card’s id, or the letters after /c/ in its address.')
  .meta({ title: 'Card', placeholder: 'abCD1234', description: 'Its id, or the letters after /c/ in its address.' });
export const list = id.meta({ title: 'List', options: 'lists', dependsOn: 'board' });
export const label = id.meta({ title: 'Label', options: 'labels', dependsOn: 'board' });
export const member = id.meta({ title: 'Member', options: 'members', dependsOn: 'board' });
export const name = z.string().min(1).max(16_384).meta({ title: 'Name' });
export const desc = z.string().max(16_384).meta({ title: 'Description', description: 'Markdown.', multiline: true });
export const due = z.iso.datetime({ offset: true }).meta({ title: 'Due' });
export const top = z
  .enum(['top', 'bottom'])
  .meta({ title: 'Place', choices: { top: 'On top', bottom: 'At the bottom' } });

export const cardPath = (key: string, below = ''): string => `/cards/${encodeURIComponent(key)}${below}`;
export const saved = z.looseObject({ id: z.string(), name: z.string().nullish(), url: z.string().nullish() });
