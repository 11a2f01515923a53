import { z } from 'zod';
import { type Account, AppCallError, type ConnectorContext } from '../kit/index.ts';

const connections = z.array(
  z.object({
    tenantId: z.string(),
    tenantType: z.string(),
    tenantName: z.string().nullish(),
    updatedDateUtc: z.string().nullish(),
  }),
);
type Tenant = z.output<typeof connections>[number];

/** Which organisation it is. Xero lists all that this person has ever connected to the app; the one chosen just now was changed last. */
export async function lookUp({ http, learnt }: ConnectorContext<unknown>): Promise<Record<string, string>> {
  const { body } = await http.get('https://api.xero.com/connections', connections);
  const tenants = body.filter(({ tenantType }) => tenantType === 'ORGANISATION');
  const wanted = (learnt.wantedOrganisation ?? '').toLowerCase();
  const named = wanted === '' ? tenants : tenants.filter((one) => one.tenantName?.toLowerCase() === wanted);
  const [tenant, other] = named.toSorted((one, another) => changed(another) - changed(one));
  if (tenant !== undefined && (other === undefined || changed(tenant) > changed(other))) {
    return { tenantId: tenant.tenantId, tenantName: tenant.tenantName ?? '' };
  }
  const names = tenants.map(({ tenantName, tenantId }) => tenantName ?? tenantId).join(', ');
  throw new AppCallError(
    tenants.length === 0
      ? 'No organisation was connected. Sign in again and choose one.'
      : `This sign-in reaches ${names}. Go back and name the one that is meant.`,
    { class: 'invalid', code: 'which_organisation', field: 'wantedOrganisation' },
  );
}

const changed = ({ updatedDateUtc }: Tenant): number =>
  Date.parse(`${updatedDateUtc ?? ''}Z`) || Date.parse(updatedDateUtc ?? '') || 0;

const organisations = z.object({
  Organisations: z
    .array(z.object({ OrganisationID: z.string(), Name: z.string(), IsDemoCompany: z.boolean().nullish() }))
    .min(1),
});

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const [one] = (await http.get('/Organisation', organisations)).body.Organisations;
  if (one === undefined)
    throw new AppCallError('Xero named no organisation.', { class: 'protocol', code: 'no_organisation' });
  const notice = 'This is the demo company: Xero resets it from time to time.';
  return { id: one.OrganisationID, name: one.Name, ...(one.IsDemoCompany && { notice }) };
}
