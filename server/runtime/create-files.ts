import { AppCallError, type ConnectorFiles, isAppCallError, type SshAuth } from '#connectors/kit/index.ts';
import { abortError } from '#server/http/network-error.ts';
import type { Access } from './access.ts';
import { expectFields } from './auth/credential-values.ts';
import type { CallRecord, CredentialSource } from './create-context.ts';
import type { Credential } from './credential.ts';
import { openSftp, type SftpSession } from './sftp/open-sftp.ts';
import { deleteFile, listFolder, readFile, renameFile, writeFile } from './sftp/sftp-files.ts';
import { sftpPath } from './sftp/sftp-path.ts';
import { sshAddress } from './sftp/ssh-address.ts';

interface FilesInput {
  access: Access;
  source: CredentialSource;
  signal: AbortSignal;
  onCall: (call: CallRecord) => void;
  /** Hears the server's key where none was known: connecting stores it, so this is for what was connected without. */
  onHostKey?: (hostKey: string) => void;
}

/** The files of a connection that logs in by SSH, over one connection, opened at the first question. */
export function createFiles(input: FilesInput): ConnectorFiles & { close(): Promise<void> } {
  const { access, source, signal, onCall } = input;
  let session: Promise<SftpSession> | undefined;
  let current: SftpSession | undefined;
  let home: string | undefined;
  let isClosed = false;

  /** Decided without a pause in between, or callers who ask at once would each open one of their own. */
  function open(): Promise<SftpSession> {
    if (isClosed) throw new AppCallError('The run that asked this has ended.', { class: 'internal', code: 'closed' });
    if (session !== undefined && !current?.isLost()) return session;
    current = undefined;
    const opening = openAs(input);
    session = opening;
    opening.then(
      (opened) => {
        if (session === opening) current = opened;
        if (isClosed) opened.destroy();
      },
      () => {
        if (session === opening) session = undefined;
      },
    );
    return opening;
  }

  /** Runs one operation and notes it. */
  async function* noted<T>(path: string, work: (session: SftpSession, path: string) => AsyncIterable<T>) {
    const started = performance.now();
    const ssh = sshOf(access);
    const { host, port } = sshAddress(ssh, expectFields(await source.get(), access).fields);
    const record: CallRecord = {
      method: 'SFTP',
      host: `${host}:${port}`,
      path,
      status: null,
      durationMs: 0,
      bytesIn: 0,
      retries: 0,
    };
    try {
      if (signal.aborted) throw abortError(signal.reason, host);
      const session = await open();
      if (!path.startsWith('/')) home ??= await session.call<string>('.', (sftp, done) => sftp.realpath('.', done));
      for await (const item of work(session, sftpPath(path, home ?? '/'))) {
        if (item instanceof Uint8Array) record.bytesIn += item.length;
        yield item;
      }
    } finally {
      record.durationMs = performance.now() - started;
      onCall(record);
    }
  }

  async function once<T>(path: string, work: (session: SftpSession, path: string) => Promise<T>): Promise<T> {
    const results = noted(path, async function* (session, full) {
      yield { result: await work(session, full) };
    });
    for await (const { result } of results) return result;
    throw new AppCallError('The file server gave no answer.', { class: 'internal', code: 'no_answer' });
  }

  return {
    list: (folder) => once(folder, listFolder),
    read: (path) => noted(path, readFile),
    write: (path, content) => once(path, (session, full) => writeFile(session, full, content)),
    rename: (from, to) => once(from, (session, full) => renameFile(session, full, sftpPath(to, home ?? '/'))),
    delete: (path) => once(path, deleteFile),
    async close() {
      isClosed = true;
      await session?.then((opened) => opened.destroy()).catch(() => undefined);
    },
  };
}

/** A log-in that the server refuses is told to the source, which may know a newer credential. */
async function openAs({ access, source, signal, onHostKey }: FilesInput): Promise<SftpSession> {
  const ssh = sshOf(access);
  const credential = await source.get();
  const openWith = (used: Credential) =>
    openSftp(sshAddress(ssh, expectFields(used, access).fields), { signal, onLearn: onHostKey });
  try {
    return await openWith(credential);
  } catch (error) {
    if (!isAppCallError(error) || error.details.code !== 'login_refused') throw error;
    const newer = await source.refused(credential).catch((cause: unknown) => {
      // The server's own words say more than that there is no other credential.
      throw isAppCallError(cause) && cause.details.class === 'auth' ? error : cause;
    });
    return openWith(newer);
  }
}

function sshOf(access: Access): Access<SshAuth> {
  if (access.auth.kind === 'ssh') return { ...access, auth: access.auth };
  throw new AppCallError(`The connector of ${access.connector.connector.name} is not connected to a file server.`, {
    class: 'internal',
    code: 'no_files',
  });
}
