import { AppCallError, type ErrorClass, isAppCallError, type SshAddress } from '#connectors/kit/index.ts';
import { networkError } from '#server/http/network-error.ts';

interface Meaning {
  class: ErrorClass;
  sentence: (path: string) => string;
}

// https://datatracker.ietf.org/doc/html/draft-ietf-secsh-filexfer-02#section-7
const byStatus: Record<number, Meaning> = {
  2: { class: 'not_found', sentence: (path) => `There is no ${path} on the server.` },
  3: { class: 'permission', sentence: (path) => `The server does not allow this to the user: ${path}.` },
  4: { class: 'invalid', sentence: (path) => `The server could not do this with ${path}.` },
  5: { class: 'protocol', sentence: (path) => `The server did not understand the request for ${path}.` },
  8: { class: 'protocol', sentence: (path) => `The server does not offer this operation (${path}).` },
};

/** What a file server said to one operation, as people read it. */
export function sftpError(error: unknown, { host, path }: { host: string; path: string }): AppCallError {
  if (isAppCallError(error)) return error;
  const status = error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
  const meaning = status === undefined ? undefined : byStatus[status];
  if (meaning === undefined || !(error instanceof Error)) return lost(host, error);
  return new AppCallError(meaning.sentence(path), {
    class: meaning.class,
    code: `sftp_${status}`,
    appMessage: error.message,
    cause: error,
  });
}

/** Why the way to the server, or the log-in, failed. */
export function sshError(error: unknown, { host, user, privateKey }: SshAddress): AppCallError {
  if (isAppCallError(error)) return error;
  const level = error instanceof Error && 'level' in error ? error.level : undefined;
  const details = { cause: error };
  if (level === 'client-authentication') {
    const field = privateKey === undefined ? 'password' : 'privateKey';
    const what = privateKey === undefined ? 'password' : 'key';
    return new AppCallError(`${host} does not let ${user} in with this ${what}.`, {
      ...details,
      class: 'auth',
      code: 'login_refused',
      field,
    });
  }
  if (level === 'client-timeout')
    return new AppCallError(`${host} did not answer in time.`, { ...details, class: 'timeout', code: 'timeout' });
  if (level === 'handshake' || level === 'protocol') {
    return new AppCallError(
      `${host} and Portico found no common way to speak SSH: ${error instanceof Error ? error.message : String(error)}.`,
      {
        ...details,
        class: 'protocol',
        code: 'ssh_handshake',
      },
    );
  }
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? networkError(error, host)
    : lost(host, error);
}

export function lost(host: string, cause?: unknown): AppCallError {
  return new AppCallError(`${host} closed the connection.`, { class: 'network', code: 'connection_lost', cause });
}

/** Whoever answers now is not who answered first: nothing is sent, not even the password. */
export function otherHostKey(host: string, seen: string): AppCallError {
  return new AppCallError(
    `${host} shows another key than before (SHA256:${seen}), so nothing was sent to it. If its key was changed on purpose, connect again.`,
    { class: 'auth', code: 'host_key', field: 'hostKey' },
  );
}
