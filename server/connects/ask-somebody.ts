import { z } from 'zod';
import { type Clock, secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { EmbedSession } from '#server/embed/embed-session.ts';
import { AppError } from '#server/errors.ts';
import type { ConnectionId } from '#server/ids.ts';
import { mailWay, requireMailWay } from '#server/mails/post-mail.ts';
import { createLink } from '#server/portal/create-link.ts';
import { mailLink } from '#server/portal/link-mails.ts';
import { findFavour, revokeFavours } from '#server/portal/portal-link.queries.ts';
import { linkLife } from '#server/portal/portal-link.ts';
import { type ConnectId, lockOpenConnect, moveConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { connectSeconds, isOpen } from './connect.ts';

interface Favour {
  email: string;
  name?: string | undefined;
  note?: string | undefined;
}

/**
 * Asks somebody else to authorise: by a link that is for this one connect, and good for nothing without a code sent to the
 * same address. The connect waits as long as the link holds; asking again takes the place of asking before.
 */
export async function askSomebody(
  tx: TenantTx,
  id: ConnectId,
  { email, name, note }: Favour,
  session: EmbedSession,
  clock: Clock,
): Promise<ConnectRow> {
  const row = await lockOpenConnect(tx, id, clock);
  if (!isOpen(row.stage) || row.pending) {
    throw new AppError('conflict', 'The account is authorised already.', { remedy: 'Go on with the next step.' });
  }
  if (!z.email().safeParse(email).success) {
    throw new AppError('invalid', 'This is not an e-mail address.', {
      field: 'email',
      remedy: 'Write it in full, such as ada@example.com.',
    });
  }
  if (!mayWrite(session)) {
    throw new AppError('forbidden', 'Nobody is written to from here.', { remedy: 'Ask from the tab in your product.' });
  }
  await requireMailWay(tx);
  const now = clock.now();
  const before = await findFavour(tx, id, now);
  await revokeFavours(tx, id, now);
  const link = await createLink(
    tx,
    {
      ...{ kind: 'favour', customer_id: row.customer_id, role: 'member', email, name: name ?? null },
      locale: session.locale,
      created_by: session.endUserId,
      askedBy: session.endUserId,
      integrationId: row.integration_id,
      connectId: id,
      // Sent once more, it says the same.
      note: note ?? (before?.email === email ? before.note : null),
    },
    clock,
  );
  await mailLink(tx, link, clock);
  return waitUntil(tx, row, secondsAfter(now, linkLife.favour));
}

/** Asks nobody any more: the link is worth nothing from now on, and the connect has its ten minutes again. */
export async function stopAsking(tx: TenantTx, id: ConnectId, clock: Clock): Promise<ConnectRow> {
  const row = await lockOpenConnect(tx, id, clock);
  await revokeFavours(tx, id, clock.now());
  return waitUntil(tx, row, secondsAfter(clock.now(), connectSeconds));
}

/** A window that was opened before is worth nothing from now on, and a failure before is past. */
async function waitUntil(tx: TenantTx, row: ConnectRow, expiresAt: Date): Promise<ConnectRow> {
  const stage = row.stage === 'failed' ? 'authorize' : row.stage;
  if (isOpen(stage)) await moveConnect(tx, row, stage, { failure: null, handoffHash: null });
  return tx
    .updateTable('connect')
    .set({ expires_at: expiresAt, ...(isOpen(stage) && { cookie_hash: null }) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A member who tries the tab in the console writes to nobody in a customer's name. */
const mayWrite = ({ role, playground }: EmbedSession): boolean => role === 'admin' && !playground;

export interface Asked {
  email: string;
  at: string;
  until: string;
  /** The person has come and proved to be the one. */
  opened: boolean;
}

/** Whether somebody was asked, and whether somebody may be. Who was asked is not told what the asker is. */
export async function askedOf(
  tx: TenantTx,
  row: ConnectRow,
  session: EmbedSession,
  now: Date,
): Promise<{ asked: Asked | null; mayAsk: boolean }> {
  if (session.onlyConnect || !isOpen(row.stage) || row.pending || row.expires_at <= now)
    return { asked: null, mayAsk: false };
  const link = await findFavour(tx, row.id, now);
  const asked = link?.email
    ? {
        email: link.email,
        at: link.created_at.toISOString(),
        until: link.expires_at.toISOString(),
        opened: link.opened_at !== null,
      }
    : null;
  return { asked, mayAsk: mayWrite(session) && (await mailWay(tx)) !== 'none' };
}

interface Wanted {
  endUserId: ConnectRow['end_user_id'];
  integrationId: ConnectRow['integration_id'];
  reconnect: ConnectionId | undefined;
}

/** The connect of this person for which somebody was asked, as long as that holds: whoever comes back goes on with it. */
export async function findAskedConnect(
  tx: TenantTx,
  { endUserId, integrationId, reconnect }: Wanted,
  now: Date,
): Promise<ConnectRow | undefined> {
  return tx
    .selectFrom('connect')
    .innerJoin('portal_link', (join) =>
      join
        .onRef('portal_link.environment_id', '=', 'connect.environment_id')
        .onRef('portal_link.connect_id', '=', 'connect.id'),
    )
    .selectAll('connect')
    .where('connect.environment_id', '=', tx.tenant.environmentId)
    .where('connect.end_user_id', '=', endUserId)
    .where('connect.integration_id', '=', integrationId)
    .where('connect.connection_id', reconnect ? '=' : 'is', reconnect ?? null)
    .where('connect.stage', 'not in', ['done', 'cancelled'])
    .where('connect.expires_at', '>', now)
    .where('portal_link.revoked_at', 'is', null)
    .orderBy('connect.id', 'desc')
    .executeTakeFirst();
}
