import { z } from 'zod';
import { type ConnectorContext, isAppCallError } from '../kit/index.ts';

const known = z.looseObject({ id: z.string(), email: z.string().nullish() });
const found = z.object({ result: z.record(z.string(), z.looseObject({ contact: known.optional() })) });

/** Those of up to 100 e-mails that are a contact. Nobody at all is told as 404, which is an answer here. */
export async function findByEmail({ http }: Pick<ConnectorContext<unknown>, 'http'>, emails: string[]) {
  if (emails.length === 0) return {};
  try {
    const json = { emails };
    const { body } = await http.post('/marketing/contacts/search/emails', found, { json, repeatable: true });
    return body.result;
  } catch (error) {
    if (isAppCallError(error) && error.details.class === 'not_found') return {};
    throw error;
  }
}

/** Their ids, by e-mail. */
export async function knownContacts(
  context: Pick<ConnectorContext<unknown>, 'http'>,
  emails: string[],
): Promise<Map<string, string>> {
  const answers = Object.entries(await findByEmail(context, emails));
  return new Map(answers.flatMap(([email, { contact }]) => (contact ? [[email.toLowerCase(), contact.id]] : [])));
}
