import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';
import { accountPath } from './account.ts';

const account = z.object({
  sid: z.string(),
  friendly_name: z.string(),
  status: z.string(),
  type: z.string().optional(),
});
const numbers = z.object({
  incoming_phone_numbers: z.array(z.object({ account_sid: z.string(), phone_number: z.string() })),
});

/** A standard API key may not read the account itself, so its first number stands for it. */
export async function check(context: ConnectorContext<unknown>): Promise<Account> {
  const { http, learnt } = context;
  const id = learnt.accountSid ?? '';
  if (learnt.keySid) {
    const { body } = await http.get(accountPath(context, '/IncomingPhoneNumbers.json'), numbers, {
      query: { PageSize: 1 },
    });
    const [first] = body.incoming_phone_numbers;
    return first
      ? { id, name: `Twilio (${first.phone_number})` }
      : { id, name: `Twilio (${id})`, notice: 'This account has no phone number to send from yet.' };
  }
  const { friendly_name, status, type } = (await http.get(accountPath(context, '.json'), account)).body;
  if (status !== 'active') return { id, name: friendly_name, notice: `Twilio says that this account is ${status}.` };
  if (type !== 'Trial') return { id, name: friendly_name };
  return { id, name: friendly_name, notice: 'A trial account: it sends to numbers only that were verified at Twilio.' };
}
