import { type Clock, systemClock } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { env } from '#server/env.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { AppError } from '#server/errors.ts';
import { type CustomerId, newId } from '#server/ids.ts';
import { enqueue, priority } from '#server/jobs/boss.ts';
import { seal } from '#server/keys/seal.ts';
import { type Letter, renderLetter } from './letter.ts';
import { insertMail, type MailId, mailPlace } from './mail.queries.ts';
import type { MailRow } from './mail.table.ts';

interface Posted {
  kind: MailRow['kind'];
  to: { address: string; name: string | null };
  customerId: CustomerId | null;
  letter: Letter;
  /** A second one with the same words here is not sent. */
  dedupe?: string;
  /** After this it is not sent any more. */
  expiresAt?: Date;
}

/** How e-mails leave: by the mail server; shown in the console, where nobody else would get them; or not at all. */
export async function mailWay(tx: TenantTx): Promise<'smtp' | 'console' | 'none'> {
  if (env().SMTP_URL) return 'smtp';
  return (await getEnvironment(tx)).kind === 'production' ? 'none' : 'console';
}

/** Refuses where no e-mail would arrive. */
export async function requireMailWay(tx: TenantTx): Promise<void> {
  if ((await mailWay(tx)) !== 'none') return;
  throw new AppError('unavailable', 'No e-mail can be sent: there is no mail server.', {
    remedy: 'Whoever runs Portico sets SMTP_URL and MAIL_FROM.',
  });
}

/** Writes an e-mail in the transaction of what it is about; a job sends it. Says whether it was written. */
export async function postMail(tx: TenantTx, mail: Posted, clock: Clock = systemClock): Promise<boolean> {
  const way = await mailWay(tx);
  if (way === 'none') return false;
  const id: MailId = newId('mail');
  const written = await insertMail(tx, {
    id,
    customer_id: mail.customerId,
    kind: mail.kind,
    to_address: mail.to.address,
    to_name: mail.to.name,
    subject: mail.letter.subject,
    content: await seal(tx, mailPlace(id), JSON.stringify(renderLetter(mail.letter))),
    dedupe: mail.dedupe ?? null,
    status: way === 'smtp' ? 'waiting' : 'kept',
    next_attempt_at: way === 'smtp' ? clock.now() : null,
    expires_at: mail.expiresAt ?? null,
  });
  if (written && way === 'smtp') await enqueueMail(tx, id);
  return written;
}

export async function enqueueMail(tx: TenantTx, mailId: MailId, startAfter?: Date): Promise<void> {
  await enqueue(tx, 'mail', { mailId }, { priority: priority.interactive, ...(startAfter && { startAfter }) });
}
