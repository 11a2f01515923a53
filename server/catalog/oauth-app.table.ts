import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface OauthAppTable {
  environment_id: Id<'environment'>;
  id: Id<'oauthApp'>;
  connector: string;
  client_id: string;
  client_secret: Buffer;
  scopes: Generated<string[]>;
  parameters: ColumnType<unknown, string | undefined, string>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export type OauthAppRow = Selectable<OauthAppTable>;
