import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface ActivityTable {
  environment_id: Id<'environment'>;
  id: Generated<number | null>;
  customer_id: Id<'customer'>;
  installation_id: Id<'installation'>;
  at: Generated<Date>;
  sentence: string;
  tone: 'neutral' | 'good' | 'warning';
  actor: string | null;
  /** What happened, for readers of every language; null where only the sentence says it. */
  code: string | null;
  details: ColumnType<unknown, string | null | undefined, string | null>;
}

export type ActivityRow = Selectable<ActivityTable>;
