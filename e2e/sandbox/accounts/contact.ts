type CustomValue = string | number | boolean | null;

export interface Contact {
  id: string;
  first_name: string | null;
  last_name: string;
  email: string | null;
  phone: string | null;
  title: string | null;
  company_id: string | null;
  owner_id: string | null;
  lists: string[];
  custom: Record<string, CustomValue>;
  created_at: string;
  updated_at: string;
}

/** What is left of a contact after it was deleted. */
export interface Tombstone {
  id: string;
  deleted: true;
  updated_at: string;
}

export type ContactContent = Omit<Contact, 'updated_at'>;
export type ContactPatch = Partial<Omit<Contact, 'id' | 'created_at' | 'updated_at'>>;

export function contactId(row: number): string {
  return `ct_${String(row).padStart(5, '0')}`;
}

export function contactRow(id: string): number | undefined {
  const digits = /^ct_(\d{5,9})$/.exec(id)?.[1];
  const row = digits === undefined ? 0 : Number(digits);
  return row > 0 && contactId(row) === id ? row : undefined;
}

export function contactName(contact: Pick<Contact, 'first_name' | 'last_name'>): string {
  return contact.first_name === null ? contact.last_name : `${contact.first_name} ${contact.last_name}`;
}
