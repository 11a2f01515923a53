import { z } from 'zod';
import { AppCallError, type ConnectorContext } from '../../kit/index.ts';

/** What the inputs of actions are made of. */
export const text = z.string().trim().min(1);
export const contactId = text.meta({ title: 'Contact', description: "Intercom's ID of the contact." });
export const conversationId = text.meta({ title: 'Conversation', description: 'Its ID.' });
export const html = text.meta({ title: 'Text', description: 'May be HTML.', multiline: true });
export const admin = text.optional().meta({
  title: 'In the name of',
  options: 'admins',
  description: 'Empty: who has connected Intercom.',
});
export const custom = z
  .record(z.string().min(1), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .optional()
  .meta({ title: 'Custom attributes', description: 'By their names: { "plan": "gold" }.' });

/** Who acts: the one who is named, or the one who has connected. */
export function actingAdmin({ learnt }: Pick<ConnectorContext, 'learnt'>, given: string | undefined): string {
  const admin_id = given ?? learnt.adminId;
  if (admin_id !== undefined) return admin_id;
  throw new AppCallError('Name the admin in whose name this is done.', {
    class: 'invalid',
    code: 'no_admin',
    field: 'admin',
  });
}

/** Without what was not given. */
export const given = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
