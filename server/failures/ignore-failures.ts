import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { type FailureFilter, matchesFilter, requireChoice } from './failure-filter.ts';

interface Ignore {
  choice: FailureFilter;
  /** The id of a member or an API key. */
  by: string;
  reason: string;
  now?: Date;
}

/**
 * Puts failures aside. They stay what they are: stored as soon as the record can be, and back in the inbox should it
 * fail for another cause. Records that come to fail later are not meant.
 */
export async function ignoreFailures(tx: TenantTx, { choice, by, reason, now = new Date() }: Ignore): Promise<number> {
  requireChoice(choice);
  const { numAffectedRows } = await sql`
    update failure f set ignored_at = ${now}, ignored_by = ${by}, ignored_reason = ${reason}
     where ${matchesFilter(tx, { ...choice, state: 'open' })}`.execute(tx);
  return Number(numAffectedRows);
}

/** Brings failures that were put aside back into the inbox. */
export async function restoreFailures(tx: TenantTx, choice: FailureFilter): Promise<number> {
  requireChoice(choice);
  const { numAffectedRows } = await sql`
    update failure f set ignored_at = null, ignored_by = null, ignored_reason = null
     where ${matchesFilter(tx, { ...choice, state: 'ignored' })}`.execute(tx);
  return Number(numAffectedRows);
}
