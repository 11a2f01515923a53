import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { env } from '#server/env.ts';
import { type ConnectionId, type EnvironmentId, idSchema } from '#server/ids.ts';
import type { SealPlace } from '#server/keys/seal.ts';

/*
 * Terminology:
 * - spool: the folder in which a renewed credential waits that could not be stored, because the database was gone between
 *   the app's answer and our commit. The app has burnt the refresh token before it, so this is the only copy.
 * - entry: one file of it. It says in the clear which credential it replaces; what it holds is sealed with the
 *   environment's data key, and opens at its own place only.
 */

const entrySchema = z.object({
  environmentId: idSchema('environment'),
  connectionId: idSchema('connection'),
  /** Version of the credential that it was made from. */
  version: z.number().int(),
  lease: z.string(),
  at: z.iso.datetime(),
  sealed: z.base64(),
});

export type SpoolEntry = z.output<typeof entrySchema>;

export const spoolPlace = ({ connectionId, version }: Pick<SpoolEntry, 'connectionId' | 'version'>): SealPlace => ({
  table: 'spool',
  row: `${connectionId}|${version}`,
  column: 'credential',
});

const extension = '.sealed.json';
const fileOf = (entry: { environmentId: EnvironmentId; connectionId: ConnectionId; version: number }): string =>
  `${entry.environmentId}.${entry.connectionId}.${entry.version}${extension}`;

const spoolFolder = (): string => env().PORTICO_SPOOL ?? join(env().PORTICO_DATA, 'spool');

/** Resolves once the entry is on the disk for good, its name too. */
export async function writeSpool(entry: SpoolEntry): Promise<void> {
  const folder = spoolFolder();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(join(folder, fileOf(entry)), 'w', 0o600);
  await flush(file, async () => file.writeFile(JSON.stringify(entry)));
  await flushFolder(folder);
}

export async function removeFromSpool(entry: SpoolEntry): Promise<void> {
  const folder = spoolFolder();
  await unlink(join(folder, fileOf(entry))).catch(unlessMissing);
  await flushFolder(folder);
}

/** What lies in the spool; files that were cut off while they were written are named by `onBroken`. */
export async function readSpool(onBroken: (file: string, ageMs: number) => void): Promise<SpoolEntry[]> {
  const folder = spoolFolder();
  const names = await readdir(folder).catch(unlessMissing);
  const entries: SpoolEntry[] = [];
  for (const name of (names ?? []).filter((one) => one.endsWith(extension)).sort()) {
    const path = join(folder, name);
    // Another process may have drained it since the folder was read.
    const text = await readFile(path, 'utf8').catch(unlessMissing);
    if (text === undefined) continue;
    const entry = parse(text);
    if (entry) entries.push(entry);
    else await stat(path).then(({ mtimeMs }) => onBroken(path, Date.now() - mtimeMs), unlessMissing);
  }
  return entries;
}

function parse(text: string): SpoolEntry | undefined {
  try {
    return entrySchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function flush(file: FileHandle, write: () => Promise<void>): Promise<void> {
  try {
    await write();
    await file.sync();
  } finally {
    await file.close();
  }
}

async function flushFolder(folder: string): Promise<void> {
  // Windows has no handle for a folder, and writes names through by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY).catch(unlessMissing);
  if (handle) await flush(handle, async () => undefined);
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
