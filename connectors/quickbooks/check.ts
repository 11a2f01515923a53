import { z } from 'zod';
import { type Account, AppCallError, type ConnectorContext } from '../kit/index.ts';

const info = z.object({
  CompanyInfo: z.object({ CompanyName: z.string().nullish(), LegalName: z.string().nullish() }),
});

export async function check({ http, learnt }: ConnectorContext<unknown>): Promise<Account> {
  const { realmId } = learnt;
  if (realmId === undefined) {
    const sentence = 'QuickBooks did not say which company was connected. Connect it again.';
    throw new AppCallError(sentence, { class: 'auth', code: 'no_company' });
  }
  const { CompanyInfo } = (await http.get(`/companyinfo/${encodeURIComponent(realmId)}`, info)).body;
  return { id: realmId, name: CompanyInfo.CompanyName || CompanyInfo.LegalName || `QuickBooks company ${realmId}` };
}
