import { z } from 'zod';
import { type Account, AppCallError, type ConnectorContext, isAppCallError } from '../kit/index.ts';

const me = z.object({
  resource: z.object({
    uri: z.string(),
    name: z.string(),
    email: z.string().nullish(),
    current_organization: z.string(),
  }),
});

/** The last part of an address of Calendly, which names the thing. */
export const idOf = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);

const whoAmI = async ({ http }: ConnectorContext<unknown>) => (await http.get('/users/me', me)).body.resource;

export async function check(context: ConnectorContext<unknown>): Promise<Account> {
  const { uri, name, email } = await whoAmI(context);
  return { id: idOf(uri), name: email ? `${name} (${email})` : name };
}

/** Lists are asked for by the addresses of a person or an organisation. */
export async function lookUp(context: ConnectorContext<unknown>): Promise<Record<string, string>> {
  const { uri, current_organization } = await whoAmI(context);
  return { user: uri, organization: current_organization };
}

/** Whose things are meant: what was learnt while connecting. */
export function learntAddress(learnt: Record<string, string>, name: 'user' | 'organization'): string {
  const address = learnt[name];
  if (address) return address;
  throw new AppCallError(`It is not known which ${name} of Calendly this is. Connect it again.`, {
    class: 'internal',
    code: 'not_learnt',
  });
}

export const isNotFound = (error: unknown): boolean => isAppCallError(error) && error.details.class === 'not_found';
