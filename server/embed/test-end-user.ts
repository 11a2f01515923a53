import { randomBytes } from 'node:crypto';
import { secondsAfter } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import { type CustomerId, type EnvironmentId, newId } from '#server/ids.ts';
import { sha256 } from '#server/secrets.ts';
import { serveEmbed } from './serve-embed.ts';

interface Who {
  environmentId: EnvironmentId;
  customerId: CustomerId;
  role?: 'admin' | 'member' | 'viewer';
}

// biome-ignore lint/suspicious/noExplicitAny: answers of every kind are compared with literals.
type Answered = any;

/** An end user of a customer who calls `/api/embed/v1` as the SDK does from a server. */
export async function endUserOf({ environmentId, customerId, role = 'admin' }: Who) {
  const token = randomBytes(16).toString('hex');
  const endUserId = newId('endUser');
  await withTenant({ environmentId }, async (tx) => {
    const of = { environment_id: environmentId, customer_id: customerId };
    await tx
      .insertInto('end_user')
      .values({ ...of, id: endUserId, external_id: token, name: 'Gwen', role })
      .execute();
    await tx
      .insertInto('embed_session')
      .values({
        ...of,
        id: newId('embedSession'),
        end_user_id: endUserId,
        token_hash: sha256(token),
        origin: null,
        locale: 'en',
        role,
        expires_at: secondsAfter(new Date(), 600),
      })
      .execute();
  });
  const call = async (method: string, path: string, body?: object): Promise<{ status: number; body: Answered }> => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
    const request = new Request(`http://portico.test/api/embed/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await serveEmbed(request);
    return { status: answer.status, body: await answer.json() };
  };
  return {
    endUserId,
    get: (path: string) => call('GET', path),
    post: (path: string, body: object = {}) => call('POST', path, body),
  };
}
