import { randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import type { FileEntryWithStats, Stats } from 'ssh2';
import { AppCallError, type FileEntry, isAppCallError } from '#connectors/kit/index.ts';
import type { SftpSession } from './open-sftp.ts';

const maxEntries = 100_000;
const maxFileBytes = 10 * 1_073_741_824;
const pieceBytes = 262_144;
const endOfFile = 1;

/** Links are left out: where they lead is not part of the folder. */
export async function listFolder(session: SftpSession, folder: string): Promise<FileEntry[]> {
  const handle = await session.call<Buffer>(folder, (sftp, done) => sftp.opendir(folder, done));
  const entries: FileEntry[] = [];
  try {
    for (;;) {
      const batch = await nextEntries(session, folder, handle);
      if (batch === undefined) return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
      entries.push(...batch.filter(isUsable).map((entry) => entryOf(folder, entry)));
      if (entries.length > maxEntries) throw tooLarge(`The folder ${folder} holds more than ${maxEntries} files`);
    }
  } finally {
    await closeQuietly(session, folder, handle);
  }
}

export async function* readFile(session: SftpSession, path: string): AsyncGenerator<Uint8Array> {
  const handle = await session.call<Buffer>(path, (sftp, done) => sftp.open(path, 'r', done));
  try {
    for (let position = 0; ; ) {
      const piece = await readPiece(session, path, { handle, position });
      if (piece.length === 0) return;
      position += piece.length;
      if (position > maxFileBytes)
        throw tooLarge(`The file ${path} is larger than ${maxFileBytes / 1_073_741_824} GiB`);
      yield piece;
    }
  } finally {
    await closeQuietly(session, path, handle);
  }
}

/** Whole or not at all: written beside and then moved to its place. */
export async function writeFile(
  session: SftpSession,
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const beside = posix.join(posix.dirname(path), `.${posix.basename(path)}.${randomUUID().slice(0, 8)}.part`);
  try {
    await writeAll(session, beside, content);
    await replace(session, beside, path);
  } catch (error) {
    await session
      .call<void>(beside, (sftp, done) => sftp.unlink(beside, (failed) => done(failed)))
      .catch(() => undefined);
    throw error;
  }
}

export async function renameFile(session: SftpSession, from: string, to: string): Promise<void> {
  if (await exists(session, to)) {
    throw new AppCallError(`${to} is there already, so ${from} was not renamed.`, {
      class: 'conflict',
      code: 'exists',
    });
  }
  await move(session, from, to);
}

export async function deleteFile(session: SftpSession, path: string): Promise<void> {
  await session.call<void>(path, (sftp, done) => sftp.unlink(path, (error) => done(error)));
}

async function nextEntries(session: SftpSession, folder: string, handle: Buffer) {
  return session.call<FileEntryWithStats[] | undefined>(folder, (sftp, done) =>
    sftp.readdir(handle, (error, list) => (isEnd(error) ? done(undefined, undefined) : done(error, list))),
  );
}

/** A server that gives its files such names wants to be written to somewhere else. */
function isUsable({ filename, attrs }: FileEntryWithStats): boolean {
  return !['', '.', '..'].includes(filename) && !/[/\0]/.test(filename) && !attrs.isSymbolicLink();
}

function entryOf(folder: string, { filename, attrs }: FileEntryWithStats): FileEntry {
  return {
    path: posix.join(folder, filename),
    isFolder: attrs.isDirectory(),
    size: attrs.size,
    modifiedAt: new Date(attrs.mtime * 1000).toISOString(),
  };
}

async function readPiece(
  session: SftpSession,
  path: string,
  { handle, position }: { handle: Buffer; position: number },
) {
  const buffer = Buffer.allocUnsafe(pieceBytes);
  const length = await session.call<number>(path, (sftp, done) =>
    sftp.read(handle, buffer, 0, pieceBytes, position, (error, read) =>
      isEnd(error) ? done(undefined, 0) : done(error, read),
    ),
  );
  return buffer.subarray(0, length);
}

async function writeAll(session: SftpSession, path: string, content: Uint8Array | AsyncIterable<Uint8Array>) {
  const handle = await session.call<Buffer>(path, (sftp, done) => sftp.open(path, 'wx', done));
  try {
    let position = 0;
    for await (const piece of content instanceof Uint8Array ? [content] : content) {
      const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      await session.call<void>(path, (sftp, done) =>
        sftp.write(handle, bytes, 0, bytes.length, position, (error) => done(error)),
      );
      position += bytes.length;
    }
  } catch (error) {
    await closeQuietly(session, path, handle);
    throw error;
  }
  // A full disk may show only now.
  await session.call<void>(path, (sftp, done) => sftp.close(handle, (error) => done(error)));
}

/** In one step where the server can; otherwise the old file waits under another name until the new one stands in its place. */
async function replace(session: SftpSession, from: string, to: string): Promise<void> {
  try {
    return await session.call<void>(to, (sftp, done) => sftp.ext_openssh_rename(from, to, (error) => done(error)));
  } catch (error) {
    const isUnsupported = !isAppCallError(error) || error.details.code === 'sftp_8';
    if (!isUnsupported || session.isLost()) throw error;
  }
  if (!(await exists(session, to))) return move(session, from, to);
  const old = `${from}.old`;
  await move(session, to, old);
  try {
    await move(session, from, to);
  } catch (error) {
    await move(session, old, to);
    throw error;
  }
  await deleteFile(session, old);
}

async function move(session: SftpSession, from: string, to: string): Promise<void> {
  await session.call<void>(from, (sftp, done) => sftp.rename(from, to, (error) => done(error)));
}

async function exists(session: SftpSession, path: string): Promise<boolean> {
  try {
    await session.call<Stats>(path, (sftp, done) => sftp.lstat(path, done));
    return true;
  } catch (error) {
    if (isAppCallError(error) && error.details.class === 'not_found') return false;
    throw error;
  }
}

async function closeQuietly(session: SftpSession, path: string, handle: Buffer): Promise<void> {
  await session.call<void>(path, (sftp, done) => sftp.close(handle, (error) => done(error))).catch(() => undefined);
}

const isEnd = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === endOfFile;

function tooLarge(what: string): AppCallError {
  return new AppCallError(`${what}, so it was not read to its end.`, { class: 'too_large', code: 'answer_too_large' });
}
