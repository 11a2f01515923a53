import type { Account } from '../accounts/account.ts';
import type { User } from '../accounts/accounts.ts';
import type { Exchange } from '../http-exchange.ts';
import type { World } from '../world.ts';

/** A request by somebody who is signed in. */
export interface Visit {
  exchange: Exchange;
  world: World;
  user: User;
  account: Account;
}

const noticeWords: Readonly<Record<string, string>> = {
  created: 'The contact was added. Connected apps see it at their next sync.',
  saved: 'The contact was saved. Connected apps see it at their next sync.',
  deleted: 'The contact was deleted. Connected apps see it at their next sync.',
  revoked: 'The app’s access was revoked.',
};

/** What stands above a page after a form was sent. */
export function noticeOf({ exchange }: Visit): string | undefined {
  return noticeWords[exchange.url.searchParams.get('notice') ?? ''];
}
