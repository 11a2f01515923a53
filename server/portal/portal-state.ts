import type { z } from 'zod';
import { getConnect } from '#server/connects/connect.queries.ts';
import { isOpen } from '#server/connects/connect.ts';
import { pinnedBy } from '#server/connects/pinned-by.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { sessionAnswer } from '#server/embed/embed-schemas.ts';
import { pageOf } from '#server/embed/integration-detail.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { linkNames } from './link-mails.ts';
import type { PortalLinkRow } from './portal-link.table.ts';
import { linkStateOf, maskedEmail } from './portal-link.ts';

/** What the hosted page shows; `embed-sdk/src/portal/portal-state.ts` says the same to the page. */
export type PortalState =
  | { state: 'visit'; customer: string; app: string; email: string | null }
  | {
      state: 'favour';
      customer: string;
      app: string;
      asker: string;
      note: string | null;
      permissions: string[];
      email: string;
      /** A code was sent, and is still good for something. */
      coded: boolean;
    }
  | { state: 'used' | 'expired'; email: string | null; mayRenew: boolean }
  | { state: 'revoked' | 'unknown' }
  | { state: 'done'; app: string; asker: string }
  | {
      state: 'open';
      session: z.infer<typeof sessionAnswer>;
      route: string;
      person: string;
      /** Of a favour: the connect that it is about. */
      favour: { connect: string; slug: string; app: string; asker: string } | null;
    };

/** What went wrong with what was just tried; the page says it in its own words. */
export type PortalProblem = 'wrong_code' | 'no_code' | 'too_often' | 'not_sent';

export interface PortalAnswer {
  state: PortalState;
  problem?: PortalProblem;
  /** Minutes until it may be tried again, or tries that are left. */
  left?: number;
  /** An e-mail is on its way. */
  sent?: boolean;
}

/** What a link says to somebody who holds it and has not got in yet. Looking uses nothing up. */
export async function stateOfLink(tx: TenantTx, row: PortalLinkRow, locale: string, now: Date): Promise<PortalState> {
  const state = linkStateOf(row, now);
  const email = row.email && maskedEmail(row.email);
  if (state === 'revoked') return { state };
  const { values } = await linkNames(tx, row);
  if (row.kind === 'visit') {
    if (state === 'sent') return { state: 'visit', customer: values.customer, app: values.app, email };
    return { state: state === 'expired' ? 'expired' : 'used', email, mayRenew: email !== null };
  }
  const { app, asker, customer } = values;
  if (state === 'done') return { state, app, asker };
  if (row.expires_at <= now || !row.connect_id || !email) return { state: 'expired', email, mayRenew: false };
  const connect = await getConnect(tx, row.connect_id);
  if (!isOpen(connect.stage)) return { state: 'revoked' };
  const integration = await getIntegration(tx, connect.integration_id);
  const definition = await loadDefinition(tx, pinnedBy(connect, integration));
  const { permissions } = await pageOf(tx, integration, definition, locale);
  const coded = row.code_hash !== null && row.code_expires_at !== null && row.code_expires_at > now;
  return { state: 'favour', customer, app, asker, note: row.note, permissions, email, coded };
}
