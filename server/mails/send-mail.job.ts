import { z } from 'zod';
import { type Clock, secondsAfter, systemClock } from '#server/clock.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { env } from '#server/env.ts';
import { vendorName } from '#server/environments/vendor-name.ts';
import { MailRefused, sendBySmtp } from '#server/http/smtp.ts';
import { idSchema } from '#server/ids.ts';
import { open } from '#server/keys/seal.ts';
import { log, scrub } from '#server/log.ts';
import { messageIdOf } from './letter.ts';
import { claimMail, findMail, finishMail, type MailId, mailPlace } from './mail.queries.ts';
import type { MailRow } from './mail.table.ts';
import { enqueueMail } from './post-mail.ts';

const payloadSchema = z.object({ environmentId: idSchema('environment'), mailId: idSchema('mail') });
const contentSchema = z.object({ text: z.string(), html: z.string(), unsubscribe: z.string().nullable() });

/** Seconds between an attempt and the next one: for a day. */
const waits = [30, 120, 600, 3600, 4 * 3600, 18 * 3600];
/** How long an attempt counts as being made; after that its worker is taken for dead and another one tries. */
const claimSeconds = 90;

/**
 * Sends one e-mail. Only the job that claims it sends, and what came of it is written by that one alone. Where a worker dies
 * between the server's yes and ours, it is sent once more under the same Message-ID, by which it is known for a double.
 */
export async function sendMail(job: unknown, clock: Clock = systemClock): Promise<void> {
  const { environmentId, mailId } = payloadSchema.parse(job);
  const tenant = { environmentId };
  const { SMTP_URL, MAIL_FROM } = env();
  const claimed = await withTenant(tenant, (tx) => claim(tx, mailId, clock.now()));
  if (!claimed) return;
  const { mail, content, vendor } = claimed;
  let problem: MailRefused | undefined;
  try {
    if (!SMTP_URL || !MAIL_FROM) throw new MailRefused('The mail server was taken out of the settings.', false, null);
    await sendBySmtp(SMTP_URL, {
      from: { name: vendor, address: MAIL_FROM },
      to: { name: mail.to_name ?? '', address: mail.to_address },
      subject: mail.subject,
      text: content.text,
      html: content.html,
      messageId: messageIdOf(mail.id, MAIL_FROM),
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(content.unsubscribe && {
          'List-Unsubscribe': `<${content.unsubscribe}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
      },
    });
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    problem = error;
    log.warn('An e-mail could not be sent.', { environmentId, error });
  }
  await withTenant(tenant, (tx) => settle(tx, mail, problem, clock.now()));
}

async function claim(tx: TenantTx, mailId: MailId, now: Date) {
  const known = await findMail(tx, mailId);
  if (known?.status !== 'waiting' || !known.content) return undefined;
  const mail = await claimMail(tx, known, { now, until: secondsAfter(now, claimSeconds) });
  if (!mail?.content) {
    // Somebody else is at it, or it is too early. If that worker dies, nobody else would come: look again then.
    await enqueueMail(tx, mailId, known.next_attempt_at ?? secondsAfter(now, claimSeconds));
    return undefined;
  }
  if (mail.expires_at && mail.expires_at <= now) {
    await finishMail(tx, mail, {
      ...{ status: 'failed', error: 'It could not be sent while it was of use.', nextAttemptAt: null, now },
    });
    return undefined;
  }
  const content = contentSchema.parse(JSON.parse(await open(tx, mailPlace(mail.id), mail.content)));
  return { mail, content, vendor: await vendorName(tx) };
}

async function settle(tx: TenantTx, mail: MailRow, problem: MailRefused | undefined, now: Date): Promise<void> {
  const wait = waits[mail.attempts - 1];
  const again = problem && !problem.permanent && wait !== undefined ? secondsAfter(now, wait) : null;
  await finishMail(tx, mail, {
    status: problem ? (again ? 'waiting' : 'failed') : 'sent',
    error: problem ? scrub(problem.message) : null,
    nextAttemptAt: again,
    now,
  });
  if (again) await enqueueMail(tx, mail.id, again);
}
