import { z } from 'zod';
import type { Account, ConnectorContext } from '../kit/index.ts';

const granted = z.object({ scopes: z.array(z.string()) });
const senders = z.object({ results: z.array(z.object({ id: z.number(), from_email: z.string().optional() })) });

/** A key may always read its own scopes, and little else is sure. It names nobody, so its first verified sender stands for it. */
export async function check({ http }: ConnectorContext<unknown>): Promise<Account> {
  const { scopes } = (await http.get('/scopes', granted)).body;
  const canSend = scopes.includes('mail.send');
  const notice = canSend ? undefined : 'This key may not send e-mail: the permission “Mail Send” is missing.';
  if (!scopes.includes('sender_verification_eligible') && !scopes.includes('verified_senders.read'))
    return { id: 'sendgrid', name: 'SendGrid', ...(notice && { notice }) };
  const [first] = (await http.get('/verified_senders', senders, { query: { limit: 1 } })).body.results;
  return { id: 'sendgrid', name: first?.from_email ?? 'SendGrid', ...(notice && { notice }) };
}
