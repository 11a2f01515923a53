import { z } from 'zod';

const id = z.string().regex(/^\d{15,20}$/, 'An id is a number of 15 to 20 digits.');

export const channel = id.meta({ title: 'Channel', options: 'channels', placeholder: '1180000000000000003' });
export const user = id.meta({ title: 'Member', options: 'members', placeholder: '1180000000000000004' });
export const role = id.meta({ title: 'Role', options: 'roles', placeholder: '1180000000000000005' });
export const message = id.meta({ title: 'Message', description: 'Its id.', placeholder: '1180000000000000006' });
export const parent = id.optional().meta({ title: 'Category', options: 'categories' });
export const text = z.string().min(1).max(2000).meta({
  title: 'Text',
  multiline: true,
  description: '**bold**, *italic*, `code`, <@user>, <#channel>. Up to 2,000 characters.',
});
export const embeds = z
  .array(
    z.looseObject({
      title: z.string().max(256).optional().meta({ title: 'Title' }),
      description: z.string().max(4096).optional().meta({ title: 'Text' }),
      url: z.url().optional().meta({ title: 'Link' }),
      color: z.int().min(0).max(0xffffff).optional().meta({ title: 'Colour', description: 'As a number.' }),
    }),
  )
  .max(10)
  .optional()
  .meta({ title: 'Cards' });
export const notify = z
  .enum(['nobody', 'people', 'everybody'])
  .default('people')
  .meta({
    title: 'Who is notified?',
    description: 'Of those that the text mentions.',
    choices: { nobody: 'Nobody', people: 'People', everybody: 'People, roles and @everyone' },
  });

const parse = { nobody: [], people: ['users'], everybody: ['users', 'roles', 'everyone'] };

/** What a text mentions is often a customer's own text: @everyone must be wanted. */
export const mentions = (who: keyof typeof parse) => ({ allowed_mentions: { parse: parse[who] } });
