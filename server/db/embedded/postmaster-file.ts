import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running server writes about itself in its data directory. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

const path = (cluster: string): string => join(cluster, 'postmaster.pid');

export function readPostmaster(cluster: string): Postmaster | undefined {
  const lines = textOf(cluster).split('\n');
  if (lines.length < 2) return undefined;
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * Tells PostgreSQL that the file is stale although its process number is in use, by a zombie or by another program. The file stays, because
 * it also names the shared memory that a last backend may still hold; the number becomes that of the new server's
 * parent, which PostgreSQL knows not to be a server.
 */
export function disownPostmaster(cluster: string): void {
  writeFileSync(path(cluster), textOf(cluster).replace(/^.*/, String(process.pid)));
}

/** Empty also when the server takes the file away at this very moment. */
function textOf(cluster: string): string {
  try {
    return readFileSync(path(cluster), 'utf8');
  } catch {
    return '';
  }
}
