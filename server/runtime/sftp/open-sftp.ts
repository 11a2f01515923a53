import { createHash } from 'node:crypto';
import ssh2, { type Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import type { SshAddress } from '#connectors/kit/index.ts';
import { openSocket } from '#server/http/guarded-socket.ts';
import { processNetwork } from '#server/http/network.ts';
import { abortError, timeoutError } from '#server/http/network-error.ts';
import { lost, otherHostKey, sftpError, sshError } from './sftp-error.ts';

/** One connection to a file server. */
export interface SftpSession {
  /** SHA-256 of the server's key in base64, without padding. */
  hostKey: string;
  /** Runs one operation. It fails when nothing came for a while, at an abort, and when the connection ends. */
  call<T>(path: string, start: (sftp: SFTPWrapper, done: Done<T>) => void): Promise<T>;
  isLost(): boolean;
  destroy(): void;
}

export type Done<T> = (error: Error | null | undefined, value: T) => void;

const readyMs = 20_000;
const idleMs = 30_000;

/** Connects and logs in. `onLearn` hears the server's key where none was known before. */
export async function openSftp(
  address: SshAddress,
  { signal, onLearn }: { signal: AbortSignal; onLearn?: (hostKey: string) => void },
): Promise<SftpSession> {
  const { host, port } = address;
  if (signal.aborted) throw abortError(signal.reason, host);
  const socket = await openSocket({ host, port, rule: 'ssh' }, processNetwork());
  // Questions and answers are small: held back for more of them, each would wait a while.
  socket.setNoDelay(true);
  const client = new ssh2.Client();
  const waiting = new Set<(error: unknown) => void>();
  const state: { lost?: unknown; hostKey?: string } = {};

  const end = (error: unknown): void => {
    state.lost ??= error;
    signal.removeEventListener('abort', onAbort);
    for (const fail of waiting) fail(state.lost);
    waiting.clear();
    client.destroy();
    socket.destroy();
  };
  const onAbort = (): void => end(abortError(signal.reason, host));
  signal.addEventListener('abort', onAbort, { once: true });
  client.on('error', (error) => end(state.lost ?? sshError(error, address)));
  client.on('close', () => end(lost(host)));

  function wait<T>(timeoutMs: number, start: (done: Done<T>) => void, read: (error: unknown) => unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      if (state.lost !== undefined) return reject(state.lost);
      const timer = setTimeout(() => end(timeoutError(host, timeoutMs)), timeoutMs);
      const fail = (error: unknown) => {
        clearTimeout(timer);
        waiting.delete(fail);
        reject(error);
      };
      waiting.add(fail);
      try {
        start((error, value) => {
          if (error) return fail(state.lost ?? read(error));
          clearTimeout(timer);
          waiting.delete(fail);
          resolve(value);
        });
      } catch (error) {
        // Thrown for what the server has said it can't do, before anything is sent.
        fail(error);
      }
    });
  }

  const isRight = (key: Buffer): boolean => {
    const seen = createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
    state.hostKey = seen;
    const known = bareKey(address.hostKey);
    if (known === '' || known === seen) return true;
    state.lost = otherHostKey(host, seen);
    return false;
  };

  try {
    const sftp = await wait<SFTPWrapper>(
      readyMs,
      (done) => {
        client.on('ready', () => client.sftp(done));
        answerPrompts(client, address);
        client.connect({ ...loginOf(address), sock: socket, hostVerifier: isRight });
      },
      (error) => sshError(error, address),
    );
    sftp.on('error', (error: Error) => end(sshError(error, address)));
    sftp.on('close', () => end(lost(host)));
    const hostKey = state.hostKey ?? '';
    if (bareKey(address.hostKey) === '') onLearn?.(hostKey);
    return {
      hostKey,
      call: (path, start) =>
        wait(
          idleMs,
          (done) => start(sftp, done),
          (error) => sftpError(error, { host, path }),
        ),
      isLost: () => state.lost !== undefined,
      destroy: () => end(lost(host)),
    };
  } catch (error) {
    end(error);
    throw error;
  }
}

function loginOf({ user, password, privateKey, passphrase }: SshAddress): ConnectConfig {
  return {
    username: user,
    ...(password !== undefined && { password, tryKeyboard: true }),
    ...(privateKey !== undefined && { privateKey }),
    ...(passphrase !== undefined && { passphrase }),
    readyTimeout: readyMs,
  };
}

/** Some servers ask for the password as for anything else that a person would type. */
function answerPrompts(client: Client, { password = '' }: SshAddress): void {
  client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) =>
    finish(prompts.map(() => password)),
  );
}

/** `ssh-keygen -lf` writes `SHA256:` before it; padding is left out. */
const bareKey = (key = ''): string =>
  key
    .trim()
    .replace(/^SHA256:/i, '')
    .replace(/=+$/, '');
