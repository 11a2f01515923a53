import type { SshAuth } from '#connectors/kit/index.ts';
import type { Access } from '../access.ts';
import { openSftp } from './open-sftp.ts';
import { sshAddress } from './ssh-address.ts';

interface LearnInput {
  access: Access<SshAuth>;
  fields: Record<string, unknown>;
  signal?: AbortSignal;
}

const timeoutMs = 30_000;

/**
 * Logs in once, while the person who connects is watching, and keeps the server's key among the fields: from now on nobody else
 * may answer in its place. Throws an `AppCallError` that names the field.
 */
export async function learnHostKey({ access, fields, signal }: LearnInput): Promise<Record<string, unknown>> {
  const session = await openSftp(sshAddress(access, fields), { signal: signal ?? AbortSignal.timeout(timeoutMs) });
  session.destroy();
  return { ...fields, hostKey: session.hostKey };
}
