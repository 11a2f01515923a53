import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface OwnConnectorTable {
  environment_id: Id<'environment'>;
  id: Id<'ownConnector'>;
  /** `own-…`: no connector of this house begins like that. */
  slug: string;
  /** Perhaps not finished. */
  draft: ColumnType<unknown, string, string>;
  draft_by: string | null;
  draft_at: Generated<Date>;
  /** The version that is used; null before the first one. */
  published: number | null;
  created_at: Generated<Date>;
}

/** Written once and never changed. */
export interface OwnConnectorVersionTable {
  environment_id: Id<'environment'>;
  connector_id: Id<'ownConnector'>;
  version: number;
  definition: ColumnType<unknown, string, never>;
  note: string;
  created_by: string | null;
  created_at: Generated<Date>;
}

export type OwnConnectorRow = Selectable<OwnConnectorTable>;
export type OwnConnectorVersionRow = Selectable<OwnConnectorVersionTable>;
