import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface PortalLinkTable {
  environment_id: Id<'environment'>;
  id: Id<'portalLink'>;
  customer_id: Id<'customer'>;
  /** `visit`: the integrations of the customer. `favour`: one connect, for somebody who was asked to do it. */
  kind: 'visit' | 'favour';
  token_hash: Buffer;
  email: string | null;
  name: string | null;
  /** The vendor's own id of the person. */
  external_id: string | null;
  role: 'admin' | 'member' | 'viewer';
  locale: string | null;
  /** Where in the tab it leads. */
  route: Generated<string>;
  integration_id: Id<'integration'> | null;
  /** Of a favour: the connect that waits. */
  connect_id: Id<'connect'> | null;
  asked_by: Id<'endUser'> | null;
  note: string | null;
  /** A member, an API key, an end user, or `portico`. */
  created_by: string;
  created_at: Generated<Date>;
  expires_at: Date;
  opened_at: Date | null;
  done_at: Date | null;
  revoked_at: Date | null;
  /** Whom it was opened as. */
  end_user_id: Id<'endUser'> | null;
  /** What the browser that opened it holds. */
  grant_hash: Buffer | null;
  grant_expires_at: Date | null;
  code_hash: Buffer | null;
  code_expires_at: Date | null;
  code_tries: Generated<number>;
}

export type PortalLinkRow = Selectable<PortalLinkTable>;
