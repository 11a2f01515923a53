import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface EndpointTable {
  environment_id: Id<'environment'>;
  id: Id<'endpoint'>;
  url: string;
  secret: Buffer;
  events: Generated<string[]>;
  status: 'enabled' | 'disabled';
  disabled_reason: string | null;
  failing_since: Date | null;
  created_at: Generated<Date>;
}

export type EndpointRow = Selectable<EndpointTable>;
