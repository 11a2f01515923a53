import { randomBytes } from 'node:crypto';
import { type Clock, secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { newId } from '#server/ids.ts';
import { sha256 } from '#server/secrets.ts';
import { linkAddress } from './portal-address.ts';
import type { PortalLinkRow } from './portal-link.table.ts';
import { linkLife } from './portal-link.ts';

type Given = 'kind' | 'customer_id' | 'email' | 'name' | 'role' | 'locale' | 'created_by';

interface NewLink extends Pick<PortalLinkRow, Given> {
  externalId?: string | undefined;
  route?: string;
  integrationId?: PortalLinkRow['integration_id'];
  connectId?: PortalLinkRow['connect_id'];
  askedBy?: PortalLinkRow['asked_by'];
  note?: string | null;
  /** Seconds; within `linkLife`. */
  life?: number | undefined;
}

export interface CreatedLink {
  row: PortalLinkRow;
  /** Said once: the token in it is nowhere else. */
  url: string;
}

/** Makes a link of the hosted page. */
export async function createLink(tx: TenantTx, link: NewLink, clock: Clock): Promise<CreatedLink> {
  const { externalId, route = '/', integrationId, connectId, askedBy, note, life, ...given } = link;
  const token = randomBytes(32).toString('base64url');
  const row = await tx
    .insertInto('portal_link')
    .values({
      environment_id: tx.tenant.environmentId,
      id: newId('portalLink'),
      ...given,
      token_hash: sha256(token),
      external_id: externalId ?? null,
      route,
      integration_id: integrationId ?? null,
      connect_id: connectId ?? null,
      asked_by: askedBy ?? null,
      note: note ?? null,
      expires_at: secondsAfter(clock.now(), life ?? linkLife[link.kind]),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { row, url: await linkAddress(tx, row.id, token) };
}
