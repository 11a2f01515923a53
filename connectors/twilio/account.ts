import { AppCallError, type ConnectorContext } from '../kit/index.ts';

/** `/Accounts/AC…` and what stands below it. */
export function accountPath({ learnt }: Pick<ConnectorContext<unknown>, 'learnt'>, rest: string): string {
  const { accountSid } = learnt;
  if (accountSid) return `/Accounts/${encodeURIComponent(accountSid)}${rest}`;
  throw new AppCallError('The account SID is missing. Connect Twilio again.', { class: 'auth', code: 'no_account' });
}
