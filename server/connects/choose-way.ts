import { getConnector } from '#server/catalog/get-connector.ts';
import { hasOauthClient } from '#server/catalog/oauth-apps.ts';
import type { Clock } from '#server/clock.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { type Access, accessOf } from '#server/runtime/access.ts';
import { fillTemplate } from '#server/runtime/template.ts';
import { type ConnectId, lockOpenConnect, moveConnect } from './connect.queries.ts';
import type { ConnectRow } from './connect.table.ts';
import { isOpen } from './connect.ts';
import { accountTypesOf, beforeForm, stageAfter } from './ways-in.ts';

/** The customer says which kind of account it is, or chooses another one. */
export async function chooseAccountType(
  tx: TenantTx,
  id: ConnectId,
  accountType: string,
  clock: Clock,
): Promise<ConnectRow> {
  const { row, loaded, hasClient } = await openConnect(tx, id, clock);
  const offered = accountTypesOf(loaded, hasClient).map(([name]) => name);
  if (!offered.includes(accountType)) {
    throw new AppError('invalid', `${loaded.connector.name} has no such kind of account.`, {
      field: 'accountType',
      remedy: 'Choose one of those that are offered.',
    });
  }
  return moveConnect(tx, row, stageAfter(loaded, 'account-type', accountType), { accountType, failure: null });
}

/** Takes what is asked before authorising. An answer that makes no usable address is told at its field, before anybody is sent there. */
export async function answerBefore(
  tx: TenantTx,
  id: ConnectId,
  answers: Record<string, unknown>,
  clock: Clock,
): Promise<ConnectRow> {
  const { row, loaded } = await openConnect(tx, id, clock);
  const form = beforeForm(loaded, row.account_type);
  if (!form) throw new AppError('conflict', 'Nothing is asked before connecting.', { remedy: 'Connect the account.' });
  const parsed = form.safeParse(answers);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError('invalid', issue?.message ?? 'An answer is missing.', {
      field: issue?.path.join('.'),
      remedy: 'Correct this field.',
    });
  }
  const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined && value !== null);
  const before = Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
  checkAddresses(
    accessOf({ connector: loaded, accountType: row.account_type, client: undefined, learnt: before }),
    form.shape,
  );
  return moveConnect(tx, row, stageAfter(loaded, 'before', row.account_type), { before, failure: null });
}

async function openConnect(tx: TenantTx, id: ConnectId, clock: Clock) {
  const row = await lockOpenConnect(tx, id, clock);
  if (!isOpen(row.stage) || row.pending) {
    throw new AppError('conflict', 'The account is authorised already.', { remedy: 'Begin anew to change this.' });
  }
  const loaded = await getConnector(tx, (await getIntegration(tx, row.integration_id)).connector);
  await forgetWindows(tx, id);
  return { row, loaded, hasClient: await hasOauthClient(tx, loaded.slug) };
}

/** A window that was opened for what was chosen before is worth nothing from now on: its answer would be taken for another's. */
async function forgetWindows(tx: TenantTx, id: ConnectId): Promise<void> {
  await tx
    .deleteFrom('connect_state')
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('connect_id', '=', id)
    .execute();
  await tx
    .updateTable('connect')
    .set({ handoff_hash: null, cookie_hash: null })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}

function checkAddresses({ connector: { connector }, auth, values }: Access, asked: object): void {
  const addresses = [
    connector.baseUrl,
    ...(auth.kind === 'oauth2' ? [auth.authorizeUrl, auth.tokenUrl] : []),
    ...(auth.kind === 'mcp' ? [auth.url] : []),
  ];
  for (const template of addresses) {
    try {
      if (template !== undefined) fillTemplate({ template, values, app: connector.name });
    } catch (error) {
      // What only the vendor or the app can give is missing here by nature.
      if (!(error instanceof AppError) || error.field === undefined || !(error.field in asked)) continue;
      throw new AppError('invalid', error.message, { cause: error, field: error.field, remedy: error.remedy });
    }
  }
}
