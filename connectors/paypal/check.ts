import { z } from 'zod';
import { type Account, type ConnectorContext, isAppCallError } from '../kit/index.ts';

const balances = z.object({ account_id: z.string().optional() });

/**
 * The REST app's client ID stands for the account: an app belongs to one for good, and PayPal tells the account's own ID only where
 * the app may read transactions. An ID that changed with a right would look like another account.
 */
export async function check({ http, learnt }: ConnectorContext<unknown>): Promise<Account> {
  const id = learnt.clientId ?? '';
  try {
    const { account_id: account } = (await http.get('/v1/reporting/balances', balances)).body;
    return { id, name: account === undefined ? nameOf(id) : `PayPal account ${account}` };
  } catch (error) {
    if (!isAppCallError(error) || error.details.class !== 'permission') throw error;
    // Every app may ask for its own webhooks.
    await http.get('/v1/notifications/webhooks', z.unknown());
    const notice = 'This app may not read transactions: switch on “Transaction search” in it to sync them.';
    return { id, name: nameOf(id), notice };
  }
}

const nameOf = (clientId: string): string => `PayPal app ${clientId.slice(0, 8)}…`;
