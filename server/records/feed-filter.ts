import { type RawBuilder, sql } from 'kysely';
import type { RecordRow } from './record.table.ts';

/** Which changes a reader wants to see. Those it does not want, its cursor passes over. */
export interface FeedFilter {
  /** Keys at the app. */
  ids?: readonly string[] | undefined;
  actions?: readonly RecordRow['action'][] | undefined;
  changedAfter?: Date | undefined;
  changedBefore?: Date | undefined;
}

export const narrows = ({ ids, actions, changedAfter, changedBefore }: FeedFilter): boolean =>
  [ids, actions, changedAfter, changedBefore].some((one) => one !== undefined);

/** What a change `r` of the start `s` must fulfil, but for its key. */
export function isWanted({ actions, changedAfter, changedBefore }: FeedFilter): RawBuilder<boolean> {
  const conditions = [sql`(r.action <> 'deleted' or r.seq > s.until)`];
  if (actions) conditions.push(sql`r.action = any(${actions}::record_action[])`);
  if (changedAfter) conditions.push(sql`r.changed_at > ${changedAfter}`);
  if (changedBefore) conditions.push(sql`r.changed_at < ${changedBefore}`);
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}
