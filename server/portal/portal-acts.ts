import { type Clock, secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { mailWay } from '#server/mails/post-mail.ts';
import { equalSecrets, sha256 } from '#server/secrets.ts';
import { createLink } from './create-link.ts';
import { mailLink } from './link-mails.ts';
import { openVisit, sendCode, sessionOfLink, takeCode } from './open-link.ts';
import { findLink, type PortalLinkId } from './portal-link.queries.ts';
import type { PortalLinkRow } from './portal-link.table.ts';
import { type PortalAnswer, stateOfLink } from './portal-state.ts';

export interface Asked {
  id: PortalLinkId;
  /** From the fragment of the link. */
  token: string;
  code: string;
  /** Of this browser's cookie. */
  grant: string | undefined;
  origin: string;
  locale: string;
  /** Minutes until this link and this address may be sent an e-mail again. */
  wait?: number | undefined;
}

/** An answer of the hosted page, and what the browser is to hold from now on; null: nothing any more. */
export interface Acted {
  answer: PortalAnswer;
  grant?: string | null;
}

const unknown: Acted = { answer: { state: { state: 'unknown' } } };

/** The link whose token this is. */
export async function held(
  tx: TenantTx,
  { id, token }: Pick<Asked, 'id' | 'token'>,
): Promise<PortalLinkRow | undefined> {
  const row = await findLink(tx, id);
  return row && equalSecrets(row.token_hash.toString('hex'), sha256(token).toString('hex')) ? row : undefined;
}

/** The link that this browser has opened. */
export async function granted(
  tx: TenantTx,
  { id, grant }: Pick<Asked, 'id' | 'grant'>,
  now: Date,
): Promise<PortalLinkRow | undefined> {
  const row = grant ? await findLink(tx, id) : undefined;
  if (!row?.grant_hash || !row.grant_expires_at || row.grant_expires_at <= now || !grant) return undefined;
  return equalSecrets(row.grant_hash.toString('hex'), sha256(grant).toString('hex')) ? row : undefined;
}

type Act = (tx: TenantTx, asked: Asked, clock: Clock) => Promise<Acted>;

/** What may be asked of a link. Nothing of it is a GET: programs that look at links before people do use nothing up. */
export const portalActs: Record<string, Act> = {
  /** What the link is. */
  async look(tx, asked, clock) {
    const row = await held(tx, asked);
    return row ? { answer: { state: await stateOfLink(tx, row, localeOf(row, asked), clock.now()) } } : unknown;
  },

  /** Opens a link that works once. */
  async open(tx, asked, clock) {
    const row = await held(tx, asked);
    if (!row) return unknown;
    const opened = row.kind === 'visit' ? await openVisit(tx, row, clock) : undefined;
    return opened ? enter(tx, opened, asked, clock) : again(tx, asked, clock);
  },

  /** Sends a code to the address that was invited. */
  async code(tx, asked, clock) {
    const row = await held(tx, asked);
    if (!row) return unknown;
    const now = clock.now();
    const state = await stateOfLink(tx, row, localeOf(row, asked), now);
    if (state.state !== 'favour' || !row.email) return { answer: { state } };
    if ((await mailWay(tx)) === 'none') return { answer: { state, problem: 'not_sent' } };
    if (asked.wait) return { answer: { state, problem: 'too_often', left: asked.wait } };
    await sendCode(tx, { ...row, email: row.email }, localeOf(row, asked), clock);
    return { answer: { state: { ...state, coded: true }, sent: true } };
  },

  /** Enters with the code. */
  async enter(tx, asked, clock) {
    const row = await held(tx, asked);
    if (!row) return unknown;
    const state = await stateOfLink(tx, row, localeOf(row, asked), clock.now());
    if (state.state !== 'favour') return { answer: { state } };
    const taken = await takeCode(tx, row, asked.code, clock);
    if ('opened' in taken) return enter(tx, taken.opened, asked, clock);
    if ('none' in taken) return { answer: { state: { ...state, coded: false }, problem: 'no_code' } };
    return { answer: { state, problem: 'wrong_code', left: taken.wrong.left } };
  },

  /** Sends another link to the same address, in place of one that was used or is too old. */
  async renew(tx, asked, clock) {
    const row = await held(tx, asked);
    if (!row) return unknown;
    const now = clock.now();
    const state = await stateOfLink(tx, row, localeOf(row, asked), now);
    const isOver = (state.state === 'used' || state.state === 'expired') && state.mayRenew;
    if (!isOver || !row.email) return { answer: { state } };
    if ((await mailWay(tx)) === 'none') return { answer: { state, problem: 'not_sent' } };
    if (asked.wait) return { answer: { state, problem: 'too_often', left: asked.wait } };
    const { email, name, role, locale, kind, customer_id, created_by, route, integration_id } = row;
    const life = (row.expires_at.getTime() - row.created_at.getTime()) / 1000;
    const link = await createLink(
      tx,
      {
        ...{ kind, customer_id, email, name, role, locale, created_by, route, life },
        integrationId: integration_id,
        ...(row.external_id && { externalId: row.external_id }),
      },
      clock,
    );
    await mailLink(tx, link, clock);
    return { answer: { state, sent: true } };
  },

  /** Another session for the browser that has opened it. */
  async session(tx, asked, clock) {
    const row = await granted(tx, asked, clock.now());
    const state = row && (await sessionOfLink(tx, row, { ...asked, locale: localeOf(row, asked) }, clock));
    return state ? { answer: { state } } : { ...unknown, grant: null };
  },

  /** Ends what this browser has opened. */
  async leave(tx, asked, clock) {
    const row = await granted(tx, asked, clock.now());
    if (row) await endGrant(tx, row, clock.now());
    return { ...unknown, grant: null };
  },
};

/** The reader's language: of the link, else of the browser. */
export const localeOf = (row: PortalLinkRow, { locale }: Pick<Asked, 'locale'>): string => row.locale ?? locale;

async function enter(tx: TenantTx, opened: { row: PortalLinkRow; grant: string }, asked: Asked, clock: Clock) {
  const state = await sessionOfLink(tx, opened.row, { ...asked, locale: localeOf(opened.row, asked) }, clock);
  return state ? { answer: { state }, grant: opened.grant } : unknown;
}

/** Somebody was first, or it is over: how it stands now. The same browser goes on. */
async function again(tx: TenantTx, asked: Asked, clock: Clock): Promise<Acted> {
  const mine = await granted(tx, asked, clock.now());
  const state = mine && (await sessionOfLink(tx, mine, { ...asked, locale: localeOf(mine, asked) }, clock));
  if (state) return { answer: { state } };
  const row = await held(tx, asked);
  return row ? { answer: { state: await stateOfLink(tx, row, localeOf(row, asked), clock.now()) } } : unknown;
}

async function endGrant(tx: TenantTx, row: PortalLinkRow, now: Date): Promise<void> {
  await tx
    .updateTable('portal_link')
    .set({ grant_hash: null, grant_expires_at: secondsAfter(now, 0) })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', row.id)
    .execute();
  await tx
    .deleteFrom('embed_session')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('portal_link_id', '=', row.id)
    .execute();
}
