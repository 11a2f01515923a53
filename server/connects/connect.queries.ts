import { z } from 'zod';
import { type Clock, secondsAfter } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import type { ConnectionId, CustomerId, EndUserId, Id, IntegrationId } from '#server/ids.ts';
import { newId } from '#server/ids.ts';
import type { ConnectRow } from './connect.table.ts';
import { type ConnectStage, connectSeconds, hasEnded, mayGo } from './connect.ts';
import type { ConnectFailure } from './failures.ts';

export type ConnectId = Id<'connect'>;

const answersSchema = z.record(z.string(), z.string());
const settingsSchema = z.record(z.string(), z.unknown());

/** What was answered before authorising. */
export const beforeOf = (row: Pick<ConnectRow, 'before'>): Record<string, string> => answersSchema.parse(row.before);

/** What was answered after it. */
export const answersOf = (row: Pick<ConnectRow, 'answers'>): Record<string, unknown> =>
  settingsSchema.parse(row.answers);

interface NewConnect {
  customerId: CustomerId;
  endUserId: EndUserId;
  integrationId: IntegrationId;
  version: number;
  connectionId?: ConnectionId;
  stage: ConnectStage;
  accountType: string | null;
  before: Record<string, string>;
  origin: string;
  portalLinkId: ConnectRow['portal_link_id'];
  now: Date;
}

export async function insertConnect(tx: TenantTx, input: NewConnect): Promise<ConnectRow> {
  await tx
    .deleteFrom('connect')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('expires_at', '<', secondsAfter(input.now, -86_400))
    .execute();
  return tx
    .insertInto('connect')
    .values({
      environment_id: tx.tenant.environmentId,
      id: newId('connect'),
      customer_id: input.customerId,
      end_user_id: input.endUserId,
      integration_id: input.integrationId,
      integration_version: input.version,
      connection_id: input.connectionId ?? null,
      stage: input.stage,
      account_type: input.accountType,
      before: JSON.stringify(input.before),
      origin: input.origin,
      portal_link_id: input.portalLinkId,
      expires_at: secondsAfter(input.now, connectSeconds),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function getConnect(tx: TenantTx, id: ConnectId): Promise<ConnectRow> {
  const row = await tx
    .selectFrom('connect')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('connect', id);
  return row;
}

/** The connect, locked, if it has not ended and its ten minutes are not over. */
export async function lockOpenConnect(tx: TenantTx, id: ConnectId, clock: Clock): Promise<ConnectRow> {
  const row = await tx
    .selectFrom('connect')
    .selectAll()
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('connect', id);
  if (row.expires_at <= clock.now()) {
    throw new AppError('gone', 'Connecting took longer than ten minutes, so it was ended.', {
      remedy: 'Connect again; nothing was changed.',
    });
  }
  if (hasEnded(row.stage))
    throw new AppError('conflict', 'This connecting has ended already.', { remedy: 'Begin a new one.' });
  return row;
}

type Changes = Partial<{
  accountType: string;
  before: Record<string, string>;
  answers: Record<string, unknown>;
  mappings: Record<string, unknown>;
  /** A person may take longer over what comes now. */
  expiresAt: Date;
  account: { id: string; name: string };
  grantedScopes: string[];
  learnt: Record<string, string>;
  pending: Buffer | null;
  warning: object | null;
  failure: ConnectFailure | null;
  installationId: ConnectRow['installation_id'];
  connectionId: ConnectionId;
  handoffHash: Buffer | null;
  /** Where it is gone on with. */
  page: { origin: string; portalLinkId: ConnectRow['portal_link_id'] };
}>;

/** Moves a connect to another stage; a move that the machine does not know is a mistake of ours and is refused. */
export async function moveConnect(
  tx: TenantTx,
  row: ConnectRow,
  stage: ConnectStage,
  changes: Changes = {},
): Promise<ConnectRow> {
  if (!mayGo(row.stage, stage)) {
    throw new AppError('conflict', `Connecting is at “${row.stage}”, so it can't go to “${stage}”.`, {
      remedy: 'Read where it is, and go on from there.',
    });
  }
  return tx
    .updateTable('connect')
    .set({
      stage,
      draft: '{}',
      ...(changes.accountType !== undefined && { account_type: changes.accountType }),
      ...(changes.before && { before: JSON.stringify(changes.before) }),
      ...(changes.answers && { answers: JSON.stringify(changes.answers) }),
      ...(changes.mappings && { mappings: JSON.stringify(changes.mappings) }),
      ...(changes.expiresAt && { expires_at: changes.expiresAt }),
      ...(changes.account && { account_id: changes.account.id, account_name: changes.account.name }),
      ...(changes.grantedScopes && { granted_scopes: changes.grantedScopes }),
      ...(changes.learnt && { learnt: JSON.stringify(changes.learnt) }),
      ...(changes.pending !== undefined && { pending: changes.pending }),
      ...(changes.warning !== undefined && { warning: changes.warning && JSON.stringify(changes.warning) }),
      ...(changes.failure !== undefined && { failure: changes.failure && JSON.stringify(changes.failure) }),
      ...(changes.installationId !== undefined && { installation_id: changes.installationId }),
      ...(changes.connectionId && { connection_id: changes.connectionId }),
      ...(changes.handoffHash !== undefined && { handoff_hash: changes.handoffHash }),
      ...(changes.page && { origin: changes.page.origin, portal_link_id: changes.page.portalLinkId }),
    })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Ends an attempt with its reason; the connect may be tried again. */
export async function failConnect(
  tx: TenantTx,
  id: ConnectId,
  failure: ConnectFailure,
  clock: Clock,
): Promise<ConnectRow> {
  return moveConnect(tx, await lockOpenConnect(tx, id, clock), 'failed', { failure, handoffHash: null });
}
