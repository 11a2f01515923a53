import { sql } from 'kysely';
import type { ConnectId } from '#server/connects/connect.queries.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import type { CustomerId, EndUserId, Id } from '#server/ids.ts';
import { idCursor, type PageRequest } from '#server/trpc/page.ts';
import type { PortalLinkRow } from './portal-link.table.ts';
import { codeTries } from './portal-link.ts';

export type PortalLinkId = Id<'portalLink'>;

export function findLink(tx: TenantTx, id: PortalLinkId): Promise<PortalLinkRow | undefined> {
  return tx
    .selectFrom('portal_link')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
}

interface LinkFilter extends PageRequest {
  customerId?: CustomerId | undefined;
}

/** The newest first. */
export function listLinks(tx: TenantTx, { customerId, cursor, limit }: LinkFilter): Promise<PortalLinkRow[]> {
  let query = tx.selectFrom('portal_link').selectAll().where('environment_id', '=', tx.tenant.environmentId);
  if (customerId) query = query.where('customer_id', '=', customerId);
  if (cursor) query = query.where('id', '<', idCursor(cursor) as PortalLinkId);
  return query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}

/** The link by which somebody else was asked to do this connect, as long as it holds. */
export function findFavour(tx: TenantTx, connectId: ConnectId, now: Date): Promise<PortalLinkRow | undefined> {
  return tx
    .selectFrom('portal_link')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connect_id', '=', connectId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

interface Opening {
  grantHash: Buffer;
  grantExpiresAt: Date;
  endUserId: EndUserId;
  now: Date;
}

/** Opens a link that works once: of any number who try, one gets a row. */
export function openOnce(
  tx: TenantTx,
  id: PortalLinkId,
  { grantHash, grantExpiresAt, now }: Omit<Opening, 'endUserId'>,
): Promise<PortalLinkRow | undefined> {
  return tx
    .updateTable('portal_link')
    .set({ opened_at: now, grant_hash: grantHash, grant_expires_at: grantExpiresAt })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .where('opened_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
}

/** Whom it was opened as. */
export async function setOpener(tx: TenantTx, id: PortalLinkId, endUserId: EndUserId): Promise<void> {
  await tx
    .updateTable('portal_link')
    .set({ end_user_id: endUserId })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

/** A new code takes the place of the one before, and begins its tries anew. */
export async function setCode(tx: TenantTx, id: PortalLinkId, hash: Buffer, expiresAt: Date): Promise<void> {
  await tx
    .updateTable('portal_link')
    .set({ code_hash: hash, code_expires_at: expiresAt, code_tries: 0 })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

/** Counts a try at the code before it is looked at; undefined where there is none to try, or none any more. */
export function countCodeTry(tx: TenantTx, id: PortalLinkId, now: Date): Promise<PortalLinkRow | undefined> {
  return tx
    .updateTable('portal_link')
    .set({ code_tries: sql`code_tries + 1` })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .where('code_hash', 'is not', null)
    .where('code_expires_at', '>', now)
    .where('code_tries', '<', codeTries)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
}

/** The code was right: it is worth nothing any more, and this browser alone goes on. */
export async function openProven(tx: TenantTx, id: PortalLinkId, opening: Opening): Promise<void> {
  await tx
    .updateTable('portal_link')
    .set({
      opened_at: sql`coalesce(opened_at, ${opening.now})`,
      grant_hash: opening.grantHash,
      grant_expires_at: opening.grantExpiresAt,
      end_user_id: opening.endUserId,
      code_hash: null,
      code_expires_at: null,
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

/** The account was connected: who was asked has done it. */
export async function finishFavour(tx: TenantTx, connectId: ConnectId, now: Date): Promise<void> {
  await tx
    .updateTable('portal_link')
    .set({ done_at: now })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connect_id', '=', connectId)
    .where('done_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Ends a link, and everything that was opened by it. */
export async function revokeLink(tx: TenantTx, id: PortalLinkId, now: Date): Promise<PortalLinkRow> {
  const row = await tx
    .updateTable('portal_link')
    .set({ revoked_at: sql`coalesce(revoked_at, ${now})`, grant_hash: null, code_hash: null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw notFound('link', id);
  await tx
    .deleteFrom('embed_session')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('portal_link_id', '=', id)
    .execute();
  return row;
}

/** Ends the links by which somebody was asked to do a connect. */
export async function revokeFavours(tx: TenantTx, connectId: ConnectId, now: Date): Promise<void> {
  const links = await tx
    .selectFrom('portal_link')
    .select('id')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connect_id', '=', connectId)
    .where('revoked_at', 'is', null)
    .execute();
  for (const { id } of links) await revokeLink(tx, id, now);
}
