import type { Generated, Selectable } from 'kysely';
import type { Id } from '#server/ids.ts';

export interface MailTable {
  environment_id: Id<'environment'>;
  id: Id<'mail'>;
  customer_id: Id<'customer'> | null;
  kind: 'visit' | 'favour' | 'code' | 'attention' | 'drift';
  to_address: string;
  to_name: string | null;
  subject: string;
  /** What it says, sealed; gone once it was sent. */
  content: Buffer | null;
  /** One of a kind: a second one with the same words here is not written. */
  dedupe: string | null;
  /** `kept`: there is no mail server, so it is shown in the console instead. */
  status: 'waiting' | 'sent' | 'failed' | 'kept';
  attempts: Generated<number>;
  next_attempt_at: Date | null;
  /** After this it says nothing of use any more. */
  expires_at: Date | null;
  error: string | null;
  created_at: Generated<Date>;
  sent_at: Date | null;
}

export type MailRow = Selectable<MailTable>;
