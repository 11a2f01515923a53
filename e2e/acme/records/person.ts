import { z } from 'zod';
import type { Change } from '../portico/feed-page.ts';
import { Shelf } from './shelf.ts';

export interface Person {
  id: string;
  syncId: string;
  name: string;
  title: string | null;
  email: string | null;
  phone: string | null;
  updatedAt: string;
}

const text = z
  .string()
  .transform((value) => value.trim() || null)
  .nullable()
  .catch(null);

/** Acme takes what it knows and leaves the rest: apps differ, and a field may be missing. */
const contact = z.object({
  name: text,
  first_name: text,
  last_name: text,
  title: text,
  email: text,
  phone: text,
  updated_at: z.iso.datetime({ offset: true }).nullable().catch(null),
});

function personFrom({ id, syncId, data, changedAt }: Change): Person {
  const { name, first_name, last_name, title, email, phone, updated_at } = contact.parse(data);
  const parts = [first_name, last_name].filter((part) => part !== null);
  return {
    id,
    syncId,
    name: name ?? (parts.join(' ') || email || id),
    title,
    email,
    phone,
    updatedAt: updated_at ?? changedAt,
  };
}

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

export const peopleShelf = (): Shelf<Person> =>
  new Shelf({
    read: personFrom,
    text: ({ name, email, phone, title }) => `${name}\n${email ?? ''}\n${phone ?? ''}\n${title ?? ''}`,
    order: (a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1),
  });
