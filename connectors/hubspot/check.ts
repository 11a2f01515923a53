import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';
import { version } from './record.ts';

const details = z.object({
  portalId: z.number().int(),
  accountType: z.string().optional(),
  /** Not in every version of HubSpot's answer. */
  portalName: z.string().nullish(),
  uiDomain: z.string().optional(),
});

const notices: Record<string, string> = {
  SANDBOX: 'This is a sandbox account: nothing in it reaches real customers.',
  DEVELOPER_TEST: 'This is a test account of a developer.',
  APP_DEVELOPER: 'This is a developer’s account: it holds apps and no customers.',
};

async function readDetails({ http }: ConnectorContext<unknown>) {
  return (await http.get(`/account-info/${version}/details`, details)).body;
}

/** Which account it is. Needs no right but the one that every app has. */
export async function check(context: ConnectorContext<unknown>): Promise<Account> {
  const { portalId, portalName, accountType = '', uiDomain } = await readDetails(context);
  const number = `HubSpot account ${portalId}`;
  const notice = notices[accountType];
  return {
    id: String(portalId),
    name: portalName ? `${portalName} (${number})` : uiDomain ? `${number} on ${uiDomain}` : number,
    ...(notice && { notice }),
  };
}

/** Hooks name the account by this number. */
export async function lookUp(context: ConnectorContext<unknown>): Promise<Record<string, string>> {
  return { portalId: String((await readDetails(context)).portalId) };
}
