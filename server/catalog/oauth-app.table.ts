import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface OauthAppTable {
  environment_id: Id<'environment'>;
  id: Id<'oauthApp'>;
  connector: string;
  /** `own`: registered by the vendor. `development`: shared, for trying out. `registered`: by ourselves, dynamically. */
  kind: ColumnType<'own' | 'development' | 'registered', 'own' | 'development' | 'registered' | undefined>;
  /** Empty, or the server that a dynamic registration is for. */
  resource: Generated<string>;
  client_id: string;
  client_secret: Buffer;
  scopes: Generated<string[]>;
  parameters: ColumnType<unknown, string | undefined, string>;
  /** Sealed: values that are secret, as JSON. */
  secret_parameters: Buffer | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export type OauthAppRow = Selectable<OauthAppTable>;
