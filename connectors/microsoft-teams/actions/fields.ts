import { z } from 'zod';

export const text = z
  .string()
  .min(1, 'What is the message?')
  .max(28_000, 'At most 28 KB.')
  .meta({ title: 'Text', multiline: true });
export const html = z.boolean().default(false).meta({ title: 'The text is HTML' });
export const importance = z.enum(['normal', 'high', 'urgent']).default('normal').meta({ title: 'Importance' });
export const messageId = z.string().trim().min(1, 'Which message?').meta({ title: 'Message', description: 'Its id.' });
export const chat = z.string().trim().min(1, 'Which chat?').meta({ title: 'Chat', options: 'chats' });
export const person = z
  .string()
  .trim()
  .min(1, 'Who?')
  .meta({ title: 'Person', description: 'Id or sign-in name.', options: 'people' });
export const most = z.int().min(1).max(50).default(20).meta({ title: 'At most' });

export const bodyOf = (input: { text: string; html: boolean }) => ({
  contentType: input.html ? 'html' : 'text',
  content: input.text,
});

/** A member by a person's id or sign-in name. */
export const memberOf = (user: string, roles: string[]) => ({
  '@odata.type': '#microsoft.graph.aadUserConversationMember',
  roles,
  'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${encodeURIComponent(user.replaceAll("'", "''"))}')`,
});

/** Of examples. */
export const sample = {
  team: 'fbe2bf47-16c8-47cf-b4a5-4b9b187c508b',
  channel: '19:4a95f7d8db4c4e7fae857bcebe0623e6@thread.tacv2',
  chat: '19:2da4c29f6d7041eca70b638b43d45437@thread.v2',
  person: '8ea0e38b-efb3-4757-924a-5f94061cf8c2',
  message: '1763629200000',
};
