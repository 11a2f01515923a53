import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { type Clock, secondsAfter } from '#server/clock.ts';
import { getConnect } from '#server/connects/connect.queries.ts';
import { ensureEndUser } from '#server/customers/ensure-end-user.ts';
import { getEndUser } from '#server/customers/get-end-user.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { openSession } from '#server/embed/open-session.ts';
import { sessionAnswerOf } from '#server/embed/session-answer.ts';
import type { EndUserId, Id } from '#server/ids.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { masterKey } from '#server/keys/key-provider.ts';
import { equalSecrets, sha256 } from '#server/secrets.ts';
import { linkNames, mailCode } from './link-mails.ts';
import { countCodeTry, openOnce, openProven, setCode, setOpener } from './portal-link.queries.ts';
import type { PortalLinkRow } from './portal-link.table.ts';
import { codeSeconds, codeTries, grantSeconds } from './portal-link.ts';
import type { PortalState } from './portal-state.ts';

/** What the browser that opened a link holds from now on. */
export interface Grant {
  row: PortalLinkRow;
  grant: string;
}

const fresh = (now: Date) => {
  const grant = randomBytes(32).toString('base64url');
  return { grant, grantHash: sha256(grant), grantExpiresAt: secondsAfter(now, grantSeconds) };
};

/** Six digits are soon found by trying: what is stored of them is bound to our key. */
const codeHash = (id: Id<'portalLink'>, code: string): Buffer =>
  createHmac('sha256', masterKey().reveal()).update(`portal code ${id} ${code}`).digest();

/** Opens a link that works once; undefined where somebody was first, or it does not hold any more. */
export async function openVisit(tx: TenantTx, link: PortalLinkRow, clock: Clock): Promise<Grant | undefined> {
  const now = clock.now();
  const { grant, ...opening } = fresh(now);
  const row = await openOnce(tx, link.id, { ...opening, now });
  if (!row) return undefined;
  const endUserId = await openerOf(tx, row);
  await setOpener(tx, row.id, endUserId);
  return { row: { ...row, end_user_id: endUserId }, grant };
}

/** Sends a code to the address that was invited, in place of the one before. */
export async function sendCode(
  tx: TenantTx,
  link: PortalLinkRow & { email: string },
  locale: string,
  clock: Clock,
): Promise<void> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await setCode(tx, link.id, codeHash(link.id, code), secondsAfter(clock.now(), codeSeconds));
  await mailCode(tx, link, { code, locale }, clock);
}

export type CodeResult = { opened: Grant } | { wrong: { left: number } } | { none: true };

/** Takes a code. The try is counted before it is compared, so that many at once are no more tries than one after the other. */
export async function takeCode(tx: TenantTx, link: PortalLinkRow, code: string, clock: Clock): Promise<CodeResult> {
  const now = clock.now();
  const row = await countCodeTry(tx, link.id, now);
  if (!row?.code_hash) return { none: true };
  if (!equalSecrets(row.code_hash.toString('hex'), codeHash(row.id, code).toString('hex')))
    return { wrong: { left: codeTries - row.code_tries } };
  const { grant, ...opening } = fresh(now);
  const endUserId = await openerOf(tx, row);
  await openProven(tx, row.id, { ...opening, endUserId, now });
  if (row.connect_id) await setHelper(tx, row.connect_id, endUserId);
  return { opened: { row: { ...row, end_user_id: endUserId }, grant } };
}

/** The person whom the link is for, as an end user of the customer: the vendor's own, where the link names one. */
async function openerOf(tx: TenantTx, row: PortalLinkRow): Promise<EndUserId> {
  const externalId = row.external_id ?? `mailto:${row.email?.toLowerCase()}`;
  const known = await tx
    .selectFrom('end_user')
    .select('role')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('customer_id', '=', row.customer_id)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  const user = await ensureEndUser(tx, {
    customerId: row.customer_id,
    externalId,
    // Who helps once gets no other part in the vendor's product than before.
    role: row.kind === 'favour' ? (known?.role ?? 'member') : row.role,
    ...(row.name && { name: row.name }),
    ...(row.email && { email: row.email }),
    ...(row.locale && { locale: row.locale }),
  });
  return user.id;
}

/** Whose account it will be that is connected. */
async function setHelper(tx: TenantTx, connectId: Id<'connect'>, helper: EndUserId): Promise<void> {
  await tx
    .updateTable('connect')
    .set({ helper_id: helper })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', connectId)
    .execute();
}

interface Page {
  origin: string;
  locale: string;
}

/** A session of the SDK for the browser that holds the grant; of a favour, for the one connect that it is about. */
export async function sessionOfLink(
  tx: TenantTx,
  row: PortalLinkRow,
  { origin, locale }: Page,
  clock: Clock,
): Promise<PortalState | undefined> {
  const endUserId = row.end_user_id;
  if (!endUserId) return undefined;
  const connect = row.connect_id ? await getConnect(tx, row.connect_id) : undefined;
  const slug = connect && (await getIntegration(tx, connect.integration_id)).slug;
  const opened = await openSession(tx, {
    customerId: row.customer_id,
    endUserId,
    origin,
    locale,
    // A favour is done by whoever was asked; that it is nothing but this favour is seen to by `connectId`.
    role: row.kind === 'favour' ? 'admin' : row.role,
    portalLinkId: row.id,
    connectId: row.connect_id,
    now: clock.now(),
  });
  const session = await sessionAnswerOf(tx, { ...opened, customerId: row.customer_id, endUserId, locale, only: slug });
  const { values } = await linkNames(tx, row);
  const user = await getEndUser(tx, endUserId);
  return {
    state: 'open',
    session,
    route: row.route,
    person: user.name ?? user.email ?? '',
    favour: connect && slug ? { connect: connect.id, slug, app: values.app, asker: values.asker } : null,
  };
}
