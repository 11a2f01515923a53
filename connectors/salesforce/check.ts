import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';
import { query } from './soql.ts';

const organization = z.object({
  Id: z.string(),
  Name: z.string(),
  IsSandbox: z.boolean().nullish(),
  OrganizationType: z.string().nullish(),
});

/** Every user of the API may read the name of their own organization. */
export async function check(context: ConnectorContext<unknown>): Promise<Account> {
  const { records } = await query(context, 'SELECT Id, Name, IsSandbox, OrganizationType FROM Organization LIMIT 1');
  const { Id, Name, IsSandbox, OrganizationType } = organization.parse(records[0]);
  const notice = IsSandbox
    ? 'This is a sandbox: nothing in it reaches real customers.'
    : OrganizationType === 'Developer Edition'
      ? 'This is a developer edition: it is meant for tests.'
      : undefined;
  return { id: Id, name: IsSandbox ? `${Name} (sandbox)` : Name, ...(notice && { notice }) };
}

/** An app of the customer's own is at home at their address; a sign-in is told where. */
export async function lookUp({ learnt }: ConnectorContext<unknown>): Promise<Record<string, string>> {
  return learnt.server === undefined ? {} : { instance_url: `https://${learnt.server}.salesforce.com` };
}
