import { posix } from 'node:path';
import { AppCallError } from '#connectors/kit/index.ts';

/** A path as the server gets it: from its root, or from the user's own folder (`home`) where it begins without a slash. It never climbs out of either. */
export function sftpPath(path: string, home: string): string {
  if (path.includes('\0')) throw refused(path.replaceAll('\0', ''), 'it holds a letter that no path can');
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  let depth = 0;
  for (const part of parts) {
    depth += part === '..' ? -1 : 1;
    if (depth < 0) throw refused(path, 'it leads out of its folder');
  }
  return posix.join(path.startsWith('/') ? '/' : home, ...parts);
}

function refused(path: string, why: string): AppCallError {
  return new AppCallError(`The path ${path} is not used: ${why}.`, { class: 'invalid', code: 'path', field: 'path' });
}
