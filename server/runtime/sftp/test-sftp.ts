import { posix } from 'node:path';
import { type SFTPWrapper, utils } from 'ssh2';

const { OPEN_MODE, STATUS_CODE } = utils.sftp;
const modes = { file: 0o100644, folder: 0o040755, link: 0o120777 };
const folders = ['/', '/in', '/out', '/home/ada'];

/** What a server holds, and how it misbehaves. */
export interface Disk {
  files: Map<string, Buffer>;
  log: string[];
  /** Answers nothing any more. */
  isSilent: boolean;
  failsAt: 'write' | 'rename' | undefined;
  /** Names that its folders claim to hold. */
  oddNames: string[];
}

export const emptyDisk = (): Disk => ({ files: new Map(), log: [], isSilent: false, failsAt: undefined, oddNames: [] });

/** Speaks SFTP version 3 from `disk`. */
export function serveSftp(sftp: SFTPWrapper, disk: Disk): void {
  const handles = new Map<string, { path: string; position: number }>();
  const isFolder = (path: string) => folders.includes(path);
  const attrs = (path: string) => ({
    mode: isFolder(path) ? modes.folder : path.endsWith('.lnk') ? modes.link : modes.file,
    uid: 1,
    gid: 1,
    size: disk.files.get(path)?.length ?? 0,
    atime: 0,
    mtime: 1_700_000_000,
  });
  const open = (id: number, path: string) => {
    const name = `handle ${handles.size}`;
    handles.set(name, { path, position: 0 });
    sftp.handle(id, Buffer.from(name));
  };
  const opened = (handle: Buffer) => handles.get(handle.toString()) ?? { path: '', position: 0 };
  const ok = (id: number) => sftp.status(id, STATUS_CODE.OK);
  const unknown = (id: number) => sftp.status(id, STATUS_CODE.NO_SUCH_FILE, 'No such file');
  const failed = (id: number, why: string) => sftp.status(id, STATUS_CODE.FAILURE, why);
  const noted = (what: string, answer: () => void) => {
    disk.log.push(what);
    if (!disk.isSilent) answer();
  };

  sftp.on('REALPATH', (id) => sftp.name(id, [{ filename: '/home/ada', longname: '', attrs: attrs('/home/ada') }]));
  sftp.on('OPENDIR', (id, path) => noted(`OPENDIR ${path}`, () => (isFolder(path) ? open(id, path) : unknown(id))));
  sftp.on('READDIR', (id, handle) => {
    const at = opened(handle);
    const own = [...disk.files.keys()].filter((path) => posix.dirname(path) === at.path);
    const names = ['.', '..', ...own.map((path) => posix.basename(path)), ...disk.oddNames];
    const batch = names.slice(at.position, at.position + 3);
    at.position += batch.length;
    if (batch.length === 0) return sftp.status(id, STATUS_CODE.EOF, 'End');
    const entries = batch.map((filename) => ({ filename, longname: '', attrs: attrs(posix.join(at.path, filename)) }));
    sftp.name(id, entries);
  });
  sftp.on('OPEN', (id, path, flags) =>
    noted(`OPEN ${path}`, () => {
      const isWrite = (flags & OPEN_MODE.WRITE) !== 0;
      if (path.includes('locked')) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED, 'Permission denied');
      if (!isWrite && !disk.files.has(path)) return unknown(id);
      if (isWrite) disk.files.set(path, Buffer.alloc(0));
      open(id, path);
    }),
  );
  sftp.on('READ', (id, handle, offset, length) => {
    if (disk.isSilent) return;
    const content = disk.files.get(opened(handle).path) ?? Buffer.alloc(0);
    // A server may give less than was asked for.
    const piece = content.subarray(offset, offset + Math.min(length, 20_000));
    if (piece.length === 0) sftp.status(id, STATUS_CODE.EOF, 'End');
    else sftp.data(id, piece);
  });
  sftp.on('WRITE', (id, handle, offset, data) => {
    const { path } = opened(handle);
    if (disk.failsAt === 'write') return failed(id, 'No space left on device');
    const before = disk.files.get(path) ?? Buffer.alloc(0);
    disk.files.set(path, Buffer.concat([before.subarray(0, offset), data]));
    ok(id);
  });
  sftp.on('CLOSE', (id) => ok(id));
  sftp.on('LSTAT', (id, path) => (disk.files.has(path) || isFolder(path) ? sftp.attrs(id, attrs(path)) : unknown(id)));
  sftp.on('REMOVE', (id, path) => noted(`REMOVE ${path}`, () => (disk.files.delete(path) ? ok(id) : unknown(id))));
  const move = (id: number, [from, to]: [string, string], isOver: boolean) => {
    const content = disk.files.get(from);
    if (content === undefined) return unknown(id);
    if (disk.files.has(to) && !isOver) return failed(id, 'Failure');
    if (disk.failsAt === 'rename' && from.endsWith('.part')) return failed(id, 'Failure');
    disk.files.delete(from);
    disk.files.set(to, content);
    ok(id);
  };
  sftp.on('RENAME', (id, from, to) => noted(`RENAME ${from} ${to}`, () => move(id, [from, to], false)));
  sftp.on('EXTENDED', (id, name, data) => {
    if (name !== 'posix-rename@openssh.com') return sftp.status(id, STATUS_CODE.OP_UNSUPPORTED, 'Unsupported');
    const length = data.readUInt32BE(0);
    const [from, to] = [data.subarray(4, 4 + length).toString(), data.subarray(8 + length).toString()];
    noted(`MOVE ${from} ${to}`, () => move(id, [from, to], true));
  });
}
