import { z } from 'zod';
import { type Account, AppCallError, type ConnectorContext } from '../kit/index.ts';

const account = z.looseObject({
  account_id: z.string().min(1),
  account_name: z.string().nullish(),
  is_default: z.union([z.boolean(), z.string()]).nullish(),
  base_uri: z.string(),
});
const userInfo = z.looseObject({ name: z.string().nullish(), email: z.string().nullish(), accounts: z.array(account) });

/** Where the account lives: https://developers.docusign.com/platform/auth/reference/user-info/. Before this the sign-in server is the base address. */
export async function lookUp({ http, learnt }: ConnectorContext<unknown>): Promise<Record<string, string>> {
  const { accounts } = (await http.get('/oauth/userinfo', userInfo)).body;
  const wanted = (learnt.wantedAccount ?? '').toLowerCase();
  const chosen = accounts.filter(({ account_id, account_name, is_default }) =>
    wanted === ''
      ? String(is_default) === 'true'
      : account_id.toLowerCase() === wanted || account_name?.toLowerCase() === wanted,
  );
  const [one] = chosen.length > 0 || wanted !== '' ? chosen : accounts;
  if (one === undefined || chosen.length > 1) {
    const names = accounts.map(({ account_name, account_id }) => account_name || account_id).join(', ');
    throw new AppCallError(
      accounts.length === 0
        ? 'This person belongs to no account.'
        : `This sign-in reaches ${names}. Go back and name the one that is meant, by its ID where two are called the same.`,
      { class: 'invalid', code: 'which_account', field: 'wantedAccount' },
    );
  }
  const base = URL.parse(one.base_uri);
  if (base?.protocol !== 'https:' || !/\.docusign\.(net|com)$/.test(base.hostname))
    throw new AppCallError(`Docusign says that the account lives at ${one.base_uri}, which is not its own.`, {
      class: 'protocol',
      code: 'foreign_base_uri',
    });
  return {
    accountId: one.account_id,
    api: `${base.origin}/restapi/v2.1/accounts/${encodeURIComponent(one.account_id)}`,
  };
}

const information = z.looseObject({ accountName: z.string().nullish() });

export async function check({ http, learnt }: ConnectorContext<unknown>): Promise<Account> {
  const { api = '', accountId = '' } = learnt;
  const { accountName } = (await http.get(api, information)).body;
  return { id: accountId, name: accountName || accountId };
}
