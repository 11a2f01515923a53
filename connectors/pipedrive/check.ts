import { z } from 'zod';
import { type Account, type ConnectorContext, isAppCallError } from '../kit/index.ts';

const me = z.object({
  data: z.object({
    id: z.int(),
    name: z.string().nullish(),
    email: z.string().nullish(),
    company_id: z.int(),
    company_name: z.string().nullish(),
    company_domain: z.string().regex(/^[a-z0-9][a-z0-9-]*$/i),
  }),
});

/** Until the company's own address is known; Pipedrive finds the company by the token. */
const anyCompany = 'https://api.pipedrive.com/v1/users/me';

/** The company's address, and its number, by which hooks name it. */
export async function lookUp({ http, learnt }: ConnectorContext<unknown>): Promise<Record<string, string>> {
  const path = learnt.api_domain === undefined ? anyCompany : '/api/v1/users/me';
  const { company_id, company_domain } = (await http.get(path, me)).body.data;
  return { companyId: String(company_id), api_domain: learnt.api_domain ?? `https://${company_domain}.pipedrive.com` };
}

export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { company_id, company_name, company_domain, email, name } = (await http.get('/api/v1/users/me', me)).body.data;
  return { id: String(company_id), name: `${company_name || company_domain} (${email ?? name ?? 'Pipedrive'})` };
}

export const isNotFound = (error: unknown): boolean => isAppCallError(error) && error.details.class === 'not_found';
