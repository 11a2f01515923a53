import { z } from 'zod';
import { type Account, AppCallError, type ConnectorContext } from '../kit/index.ts';

/** The account is known before the sign-in; this shows that it lets us in. Every role that may use REST may read the catalogue. */
export async function check(context: ConnectorContext<unknown>): Promise<Account> {
  const { account } = context.learnt;
  if (account === undefined) {
    const sentence = 'The account ID is missing. Connect again and write it down.';
    throw new AppCallError(sentence, { class: 'invalid', code: 'no_account', field: 'account' });
  }
  await context.http.get('/record/v1/metadata-catalog', z.looseObject({}), { query: { select: 'customer' } });
  const id = account.toUpperCase().replaceAll('-', '_');
  const isSandbox = /_SB\d*$/.test(id);
  const notice = 'This is a sandbox: nothing in it reaches the real books.';
  return { id, name: `NetSuite account ${id}`, ...(isSandbox && { notice }) };
}
