import type { Contact, Tombstone } from '../accounts/contact.ts';
import { ApiError } from './api-error.ts';

type Renaming = { from: string; to: string } | null;

/** A contact as the API shows it while a field goes by another name, at the top or among the custom fields. */
export function renamed(contact: Contact | Tombstone, renaming: Renaming): Record<string, unknown> {
  if (renaming === null || 'deleted' in contact) return { ...contact };
  return { ...withRenamedKey({ ...contact, custom: withRenamedKey(contact.custom, renaming) }, renaming) };
}

/** The way back, for what an app writes: the old name is no longer known. */
export function unrenamed(body: unknown, renaming: Renaming): unknown {
  if (renaming === null || !isObject(body)) return body;
  const { custom } = body;
  const inner = isObject(custom) ? { ...body, custom: withOriginalKey(custom, renaming) } : body;
  return withOriginalKey(inner, renaming);
}

function withRenamedKey(values: Record<string, unknown>, { from, to }: { from: string; to: string }) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key === from ? to : key, value]));
}

function withOriginalKey(values: Record<string, unknown>, { from, to }: { from: string; to: string }) {
  if (from in values) {
    throw new ApiError(422, 'validation_failed', `Contacts have no field "${from}".`, { field: from });
  }
  return withRenamedKey(values, { from: to, to: from });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
