import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

/** Which record of the vendor is which row of the app. */
export interface LinkTable {
  environment_id: Id<'environment'>;
  connection_id: Id<'connection'>;
  object: string;
  vendor_id: string;
  key: string;
  customer_id: Id<'customer'>;
  /** Of what was written last. */
  version: number | null;
  content: string | null;
  /** JSON: for each field of the last write, its value and the one that it replaced. */
  written: Generated<string>;
  /** The sync whose model the last write came through, if one. */
  sync_id: Id<'sync'> | null;
  /** As `written`, in that model. */
  model_written: Generated<string>;
  written_at: Date | null;
  /** The app has made this row part of another one, which is another record's. */
  merged_into: string | null;
  /** The last write has not come back from the app yet. */
  echo: Generated<boolean>;
  created_at: Generated<Date>;
}

export type LinkRow = Selectable<LinkTable>;
