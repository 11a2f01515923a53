import { sql } from 'kysely';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { Id } from '#server/ids.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';
import type { MailRow } from './mail.table.ts';

export type MailId = Id<'mail'>;

export const mailPlace = (id: MailId) => ({ table: 'mail', row: id, column: 'content' });

type NewMail = Pick<
  MailRow,
  | 'id'
  | 'customer_id'
  | 'kind'
  | 'to_address'
  | 'to_name'
  | 'subject'
  | 'content'
  | 'dedupe'
  | 'status'
  | 'next_attempt_at'
  | 'expires_at'
>;

/** Writes it, unless one with the same `dedupe` is there; says whether it did. */
export async function insertMail(tx: TenantTx, mail: NewMail): Promise<boolean> {
  const row = await tx
    .insertInto('mail')
    .values({ environment_id: tx.tenant.environmentId, ...mail })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'dedupe']).where('dedupe', 'is not', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export function findMail(tx: TenantTx, id: MailId): Promise<MailRow | undefined> {
  return tx
    .selectFrom('mail')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function getMail(tx: TenantTx, id: MailId): Promise<MailRow> {
  const row = await findMail(tx, id);
  if (!row) throw notFound('e-mail', id);
  return row;
}

/** The newest first, without what they say. */
export function listMails(tx: TenantTx, request: PageRequest) {
  let query = tx
    .selectFrom('mail')
    .select(['id', 'kind', 'to_address', 'to_name', 'subject', 'status', 'attempts', 'error', 'created_at', 'sent_at'])
    .where('environment_id', '=', tx.tenant.environmentId);
  if (request.cursor) query = query.where('id', '<', idCursor(request.cursor) as MailId);
  return query
    .orderBy('id', 'desc')
    .limit(request.limit + 1)
    .execute();
}

/** Makes the caller the one that may send it now; undefined where another job was first, or it is too early. */
export function claimMail(
  tx: TenantTx,
  known: Pick<MailRow, 'id' | 'attempts'>,
  times: { now: Date; until: Date },
): Promise<MailRow | undefined> {
  return tx
    .updateTable('mail')
    .set({ attempts: sql`attempts + 1`, next_attempt_at: times.until })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', known.id)
    .where('status', '=', 'waiting')
    .where('attempts', '=', known.attempts)
    .where('next_attempt_at', '<=', times.now)
    .returningAll()
    .executeTakeFirst();
}

interface MailEnd {
  status: MailRow['status'];
  error: string | null;
  nextAttemptAt: Date | null;
  now: Date;
}

/** Writes what came of an attempt, unless another job has taken over: `attempts` is the fence. What it says is forgotten with its end. */
export async function finishMail(tx: TenantTx, claimed: Pick<MailRow, 'id' | 'attempts'>, end: MailEnd): Promise<void> {
  await tx
    .updateTable('mail')
    .set({
      status: end.status,
      error: end.error,
      next_attempt_at: end.nextAttemptAt,
      ...(end.status === 'sent' && { sent_at: end.now }),
      ...(end.status !== 'waiting' && { content: null }),
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', claimed.id)
    .where('status', '=', 'waiting')
    .where('attempts', '=', claimed.attempts)
    .execute();
}
