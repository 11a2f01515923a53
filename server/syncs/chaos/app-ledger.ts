import { contactObject } from '#connectors/tidewater/contact.ts';
import type { ContactEvent } from '../../../e2e/sandbox/accounts/contacts-store.ts';
import { hashOf } from './feed-reader.ts';
import type { Commit } from './history.ts';

const deleted = 'deleted';

/** Everything that the app ever was, in its own words: each version of each contact, in order. */
export class AppLedger {
  readonly versions = new Map<string, string[]>();

  note({ type, contact }: ContactEvent): void {
    this.#add(contact.id, type === 'contact.deleted' ? deleted : versionOf(contact));
  }

  /** A contact that was there before anything was noted. */
  begin(id: string, contact: unknown): void {
    this.#add(id, versionOf(contact));
  }

  #add(id: string, version: string): void {
    const versions = this.versions.get(id) ?? [];
    this.versions.set(id, versions);
    versions.push(version);
  }
}

/** As the store would keep it. */
const versionOf = (contact: unknown): string => hashOf(contactObject.row.parse(contact));

/** The store only ever held what the app had, and of no contact an earlier version after a later one. */
export function checkLedger(versions: ReadonlyMap<string, readonly string[]>, commits: readonly Commit[]): string[] {
  const broken: string[] = [];
  const reached = new Map<string, number>();
  for (const { id, action, hash, seq } of commits.flatMap((commit) => commit.records)) {
    const known = versions.get(id) ?? [];
    const wanted = action === deleted ? deleted : hash;
    const from = reached.get(id) ?? 0;
    const at = known.indexOf(wanted, from);
    if (at >= 0) reached.set(id, at);
    else if (known.includes(wanted)) broken.push(`Change ${seq}: ${id} went back to what it was before at the app.`);
    else broken.push(`Change ${seq}: ${id} was ${action}, which it never was at the app.`);
  }
  return broken;
}
