import ssh2 from 'ssh2';
import { z } from 'zod';
import { AppCallError, type SshAddress, type SshAuth } from '#connectors/kit/index.ts';
import type { Access } from '../access.ts';
import { unusable } from '../auth/private-key.ts';
import { repairPem, UnusablePem } from '../auth/repair-pem.ts';

const learnt = z.object({ hostKey: z.string().min(1).optional().catch(undefined) });

/** Where to and as whom, by a filled-in form. The host key that was learnt at connecting stands among the fields. */
export function sshAddress(access: Access<SshAuth>, fields: Record<string, unknown>): SshAddress {
  const app = access.connector.connector.name;
  const parsed = access.auth.fields.safeParse(fields);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.');
    throw new AppCallError(`What was filled in for ${app} no longer fits its form. Connect it again.`, {
      class: 'auth',
      code: 'fields',
      field,
      cause: parsed.error,
    });
  }
  const address = access.auth.connect(parsed.data);
  const hostKey = address.hostKey?.trim() || learnt.parse(fields).hostKey;
  const privateKey = address.privateKey?.trim();
  return {
    ...address,
    password: address.password || undefined,
    passphrase: address.passphrase || undefined,
    hostKey,
    privateKey: privateKey ? readableKey(privateKey, address.passphrase, app) : undefined,
  };
}

function readableKey(text: string, passphrase: string | undefined, app: string): string {
  let pem: string;
  try {
    pem = repairPem(text);
  } catch (error) {
    if (!(error instanceof UnusablePem)) throw error;
    throw unusable(app, 'privateKey', error.message, error);
  }
  const key = ssh2.utils.parseKey(pem, passphrase || undefined);
  if (!(key instanceof Error)) return pem;
  if (!/passphrase|decrypt/i.test(key.message))
    throw unusable(app, 'privateKey', `can't be read as a private key (${key.message})`, key);
  throw unusable(
    app,
    'passphrase',
    passphrase ? 'does not open the key' : 'is missing: the key is protected by it',
    key,
  );
}
