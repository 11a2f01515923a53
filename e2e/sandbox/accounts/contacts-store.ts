import type { AccountSeed } from './accounts.ts';
import type { Catalogue } from './catalogue.ts';
import { ChangeLog } from './change-log.ts';
import {
  type Contact,
  type ContactContent,
  type ContactPatch,
  contactId,
  contactName,
  contactRow,
  type Tombstone,
} from './contact.ts';
import { seedContact, seededChanges, seedLists } from './seed-contacts.ts';

interface ContactsQuery {
  /** Milliseconds: only what changed at this time or later. */
  since?: number | undefined;
  list?: string | undefined;
  includeDeleted?: boolean | undefined;
}

interface ContactsPage {
  rows: (Contact | Tombstone)[];
  /** Time of the last row, when more rows follow. */
  lastTime: number | undefined;
  total: number;
}

export type ContactEvent =
  | { type: 'contact.created' | 'contact.updated'; contact: Contact }
  | { type: 'contact.deleted'; contact: Tombstone };

interface ContactsSnapshot {
  seeded: number;
  rows: number;
  /** What differs from the seed, oldest change first; `null` is a deleted contact. */
  changed: { row: number; time: number; content: ContactContent | null }[];
}

/** One account's contacts. Seeded rows stay virtual until they change. */
export class ContactsStore {
  readonly #seed: AccountSeed;
  readonly #catalogue: Catalogue;
  readonly #changed = new Map<number, ContactContent | null>();
  readonly #totals = new Map<string, number>();
  readonly #onChange: (event: ContactEvent) => void;
  #log = new ChangeLog();
  #seeded = 0;
  #rows = 0;
  #deleted = 0;

  constructor(seed: AccountSeed, catalogue: Catalogue, onChange: (event: ContactEvent) => void) {
    this.#seed = seed;
    this.#catalogue = catalogue;
    this.#onChange = onChange;
    this.reseed(seed.contacts);
  }

  get count(): number {
    return this.#rows - this.#deleted;
  }

  get deletedCount(): number {
    return this.#deleted;
  }

  /** Replaces everything with `count` seeded contacts. */
  reseed(count: number): void {
    this.#changed.clear();
    this.#totals.clear();
    this.#log = new ChangeLog();
    this.#seeded = count;
    this.#rows = count;
    this.#deleted = 0;
    for (const { row, time } of seededChanges(count)) this.#log.append(row, time);
  }

  find(id: string): Contact | undefined {
    const row = contactRow(id);
    const found = row === undefined ? undefined : this.#read(row);
    return found === undefined || 'deleted' in found ? undefined : found;
  }

  page(query: ContactsQuery, after: number | undefined, limit: number): ContactsPage {
    const from = Math.max(query.since ?? 0, after === undefined ? 0 : after + 1);
    const rows: (Contact | Tombstone)[] = [];
    let lastTime: number | undefined;
    let last = 0;
    for (const row of this.#log.rowsFrom(from)) {
      if (!this.#matches(row, query)) continue;
      if (rows.length === limit) {
        lastTime = this.#log.timeOf(last);
        break;
      }
      const found = this.#read(row);
      if (found !== undefined) rows.push(found);
      last = row;
    }
    return { rows, lastTime, total: this.#total(query) };
  }

  countOf(list: string): number {
    return this.#total({ list });
  }

  /** Newest change first, for people. */
  search(text: string, offset: number, limit: number): { contacts: Contact[]; total: number } {
    const wanted = text.trim().toLocaleLowerCase();
    const contacts: Contact[] = [];
    let total = 0;
    for (const row of this.#log.rowsNewestFirst()) {
      if (this.#changed.get(row) === null) continue;
      const inView = total >= offset && contacts.length < limit;
      if (wanted === '' && !inView) {
        total += 1;
        continue;
      }
      const contact = this.#read(row);
      if (contact === undefined || 'deleted' in contact) continue;
      if (wanted !== '' && !`${contactName(contact)} ${contact.email ?? ''}`.toLocaleLowerCase().includes(wanted))
        continue;
      if (inView) contacts.push(contact);
      total += 1;
    }
    return { contacts, total };
  }

  /** The contacts that have not changed for longest: what the control room changes next. */
  oldest(count: number): Contact[] {
    return this.page({}, undefined, count).rows.filter((row): row is Contact => !('deleted' in row));
  }

  create(values: ContactPatch & { last_name: string }): Contact {
    return this.#add({
      id: contactId(this.#rows + 1),
      first_name: null,
      email: null,
      phone: null,
      title: null,
      company_id: null,
      owner_id: null,
      lists: [],
      custom: {},
      ...values,
      created_at: new Date().toISOString(),
    });
  }

  /** A new person who looks like the seeded ones. */
  createAnother(): Contact {
    const content = seedContact(this.#seed, this.#catalogue, this.#rows + 1);
    return this.#add({ ...content, created_at: new Date().toISOString() });
  }

  update(id: string, patch: ContactPatch): Contact | undefined {
    const before = this.find(id);
    const row = contactRow(id);
    if (before === undefined || row === undefined) return undefined;
    const { updated_at: _, ...content } = before;
    const after: ContactContent = { ...content, ...patch, custom: { ...content.custom, ...patch.custom } };
    if (JSON.stringify(after) === JSON.stringify(content)) return before;
    const contact = this.#write(row, after);
    this.#onChange({ type: 'contact.updated', contact });
    return contact;
  }

  delete(id: string): Tombstone | undefined {
    const row = contactRow(id);
    if (row === undefined || this.find(id) === undefined) return undefined;
    this.#changed.set(row, null);
    this.#deleted += 1;
    const contact: Tombstone = { id, deleted: true, updated_at: this.#stamp(row) };
    this.#onChange({ type: 'contact.deleted', contact });
    return contact;
  }

  snapshot(): ContactsSnapshot {
    const changed = [...this.#changed].map(([row, content]) => ({ row, time: this.#log.timeOf(row) ?? 0, content }));
    return { seeded: this.#seeded, rows: this.#rows, changed: changed.sort((a, b) => a.time - b.time) };
  }

  restore(snapshot: ContactsSnapshot): void {
    this.reseed(snapshot.seeded);
    this.#rows = snapshot.rows;
    for (const { row, time, content } of snapshot.changed) {
      this.#changed.set(row, content);
      this.#log.append(row, time);
      if (content === null) this.#deleted += 1;
    }
  }

  #add(content: ContactContent): Contact {
    this.#rows += 1;
    const contact = this.#write(this.#rows, content);
    this.#onChange({ type: 'contact.created', contact });
    return contact;
  }

  #write(row: number, content: ContactContent): Contact {
    this.#changed.set(row, content);
    return { ...content, updated_at: this.#stamp(row) };
  }

  /** Strictly later than every change before it, also within one millisecond. */
  #stamp(row: number): string {
    const time = Math.max(Date.now(), this.#log.lastTime + 1);
    this.#log.append(row, time);
    this.#totals.clear();
    return new Date(time).toISOString();
  }

  #read(row: number): Contact | Tombstone | undefined {
    const time = this.#log.timeOf(row);
    if (time === undefined) return undefined;
    const updated_at = new Date(time).toISOString();
    const changed = this.#changed.get(row);
    if (changed === null) return { id: contactId(row), deleted: true, updated_at };
    return { ...(changed ?? seedContact(this.#seed, this.#catalogue, row)), updated_at };
  }

  #matches(row: number, query: ContactsQuery): boolean {
    const changed = this.#changed.get(row);
    if (changed === null) return query.includeDeleted === true;
    if (query.list === undefined) return true;
    return (changed?.lists ?? seedLists(this.#seed, row)).includes(query.list);
  }

  #total(query: ContactsQuery): number {
    if (query.since === undefined && query.list === undefined) return query.includeDeleted ? this.#rows : this.count;
    const key = JSON.stringify([query.since, query.list, query.includeDeleted]);
    const known = this.#totals.get(key);
    if (known !== undefined) return known;
    let total = 0;
    for (const row of this.#log.rowsFrom(query.since ?? 0)) if (this.#matches(row, query)) total += 1;
    if (this.#totals.size > 100) this.#totals.clear();
    this.#totals.set(key, total);
    return total;
  }
}
