import { AppCallError } from '#connectors/kit/index.ts';
import type { Access } from '../access.ts';
import type { Credential } from '../credential.ts';
import { canRefresh, refresh } from '../oauth2/refresh.ts';
import type { Send } from '../send.ts';
import { expectFields, expectOAuth2 } from './credential-values.ts';
import { runSteps } from './run-steps.ts';

interface RenewInput {
  access: Access;
  credential: Credential;
  now: Date;
  signal?: AbortSignal;
  /** For tests, of steps. */
  send?: Send;
}

/** Whether a credential can be had again without anybody: by a refresh token, a trade for a longer one, or the steps of a form. */
export function canRenew(access: Access, credential: Credential): boolean {
  if (access.auth.kind === 'token') return credential.kind === 'fields';
  return credential.kind === 'oauth2' && canRefresh(access, credential);
}

/**
 * Fetches the access anew, once. Class `auth`: it is dead and a person must connect again; any other class may pass by itself.
 * A request that the app refuses right after it is of class `auth` too: nobody renews twice for one call.
 */
export async function renewCredential({ access, credential, now, signal, send }: RenewInput): Promise<Credential> {
  const { auth } = access;
  if (!canRenew(access, credential)) {
    throw new AppCallError(
      `${access.connector.connector.name} gives no way to renew an access; it has to be given again.`,
      {
        class: 'auth',
        code: 'not_renewable',
      },
    );
  }
  if (auth.kind !== 'token') return refresh({ access, credential: expectOAuth2(credential, access), now, signal });
  const { fields } = expectFields(credential, access);
  const token = await runSteps({ access: { ...access, auth }, fields, now, signal, send });
  return { kind: 'fields', fields, token };
}
