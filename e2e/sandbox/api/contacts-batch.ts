import { z } from 'zod';
import type { Contact } from '../accounts/contact.ts';
import { type ApiAnswer, type ApiCall, methodNotAllowed, requireScope } from './api-call.ts';
import { ApiError, notFound } from './api-error.ts';
import { readContactPatch, readNewContact } from './contact-fields.ts';
import { unrenamed } from './renamed-field.ts';

const mostRecords = 50;

const bodySchema = z.strictObject({
  match: z.enum(['email', 'none']).default('none'),
  records: z
    .array(z.strictObject({ id: z.string().optional(), fields: z.unknown() }))
    .min(1)
    .max(mostRecords),
});

type Result =
  | { status: 'created' | 'updated' | 'unchanged'; id: string }
  | { status: 'failed'; error: ReturnType<ApiError['toJSON']>['error'] };

/**
 * Writes up to 50 contacts, each by its id, by its e-mail address or anew. One that is refused does not keep the others
 * from being written. With an `Idempotency-Key` the answer of the first time is given again.
 */
export async function contactsBatch(call: ApiCall): Promise<ApiAnswer> {
  if (call.method !== 'POST') throw methodNotAllowed(call, 'POST');
  requireScope(call, 'contacts:write');
  const parsed = bodySchema.safeParse(await call.readBody());
  if (!parsed.success) {
    const message = `The body must be { match?: "email" | "none", records: [{ id?, fields }] } with 1 to ${mostRecords} records.`;
    throw new ApiError(422, 'validation_failed', message, {
      field: parsed.error.issues[0]?.path.join('.') || undefined,
    });
  }
  const { idempotencyKey } = call;
  const known = idempotencyKey === undefined ? undefined : call.account.answers.get(idempotencyKey);
  if (known !== undefined) return { status: 200, body: known };
  const results = parsed.data.records.map((record) => writeOne(call, record, parsed.data.match));
  const body = { results };
  if (idempotencyKey !== undefined) call.account.remember(idempotencyKey, body);
  return { status: 200, body };
}

function writeOne(
  call: ApiCall,
  { id, fields }: { id?: string | undefined; fields: unknown },
  match: 'email' | 'none',
): Result {
  const { account, world } = call;
  const { contacts } = account;
  try {
    const values = unrenamed(fields, world.faults.renameField);
    const patch = readContactPatch(account, values);
    const before =
      id === undefined ? (match === 'email' ? findByEmail(call, patch.email) : undefined) : contacts.find(id);
    if (id !== undefined && before === undefined) throw notFound(`Contact ${id}`);
    if (before === undefined) return { status: 'created', id: contacts.create(readNewContact(account, values)).id };
    const after = contacts.update(before.id, patch);
    return { status: after?.updated_at === before.updated_at ? 'unchanged' : 'updated', id: before.id };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: 'failed', error: error.toJSON().error };
  }
}

function findByEmail({ account }: ApiCall, email: string | null | undefined): Contact | undefined {
  if (!email) return undefined;
  const { contacts: found } = account.contacts.search(email, 0, 20);
  return found.find((one) => one.email?.toLowerCase() === email.toLowerCase());
}
