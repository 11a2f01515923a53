import { unlink } from 'node:fs/promises';
import { type Clock, systemClock } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { open } from '#server/keys/seal.ts';
import { log } from '#server/log.ts';
import { parseCredential } from '#server/runtime/credential.ts';
import { storeRenewed } from './credential.queries.ts';
import { restoreConnection } from './restore-connection.ts';
import { readSpool, removeFromSpool, type SpoolEntry, spoolPlace, writeSpool } from './spool.ts';

const againMs = 2000;
const unfinishedMs = 60_000;

// What could not be written to the disk either: kept here, and tried for as long as this process lives.
const unwritten = new Map<string, SpoolEntry>();
let draining: Promise<number> | undefined;
let timer: NodeJS.Timeout | undefined;

/** Keeps a renewed credential that could not be stored, and goes on trying to store it. */
export async function keepInSpool(entry: SpoolEntry, write = writeSpool): Promise<void> {
  const { environmentId, connectionId } = entry;
  try {
    await write(entry);
    log.warn('A renewed access could not be stored; it waits, sealed, in the spool.', { environmentId, connectionId });
  } catch (error) {
    unwritten.set(`${connectionId}|${entry.version}`, entry);
    log.error('A renewed access could neither be stored nor be written to the spool; it is lost if Portico ends now.', {
      environmentId,
      connectionId,
      error,
    });
  }
  tryAgainSoon();
}

function tryAgainSoon(): void {
  if (timer) return;
  timer = setTimeout(() => {
    timer = undefined;
    void drainSpool();
  }, againMs).unref();
}

/** Puts what waits in the spool where it belongs. Returns how much still waits; that is tried again soon. */
export function drainSpool(clock: Clock = systemClock): Promise<number> {
  draining ??= drainAll(clock).finally(() => {
    draining = undefined;
  });
  return draining;
}

async function drainAll(clock: Clock): Promise<number> {
  let waiting = 0;
  try {
    const files = await readSpool(reportBroken);
    for (const entry of [...unwritten.values(), ...files]) if (!(await drain(entry, clock))) waiting += 1;
  } catch (error) {
    waiting += 1;
    log.error('The spool could not be read.', { error });
  }
  if (waiting > 0) tryAgainSoon();
  return waiting;
}

async function drain(entry: SpoolEntry, clock: Clock): Promise<boolean> {
  const { environmentId, connectionId, version, lease } = entry;
  const ids = { environmentId, connectionId };
  try {
    const outcome = await withTenant({ environmentId }, async (tx) => {
      const text = await open(tx, spoolPlace(entry), Buffer.from(entry.sealed, 'base64'));
      const now = clock.now();
      const stored = await storeRenewed(tx, {
        connectionId,
        version,
        lease,
        credential: parseCredential(text),
        now,
      });
      // Whoever tried to renew it meanwhile was refused, and has called for a person.
      if (stored === 'stored' || stored === 'late') await restoreConnection(tx, connectionId, now);
      return stored;
    });
    if (outcome === 'busy') return false;
    await removeFromSpool(entry);
    unwritten.delete(`${connectionId}|${version}`);
    log.info(
      outcome === 'newer' ? 'What lay in the spool was overtaken.' : 'The spool gave a renewed access back.',
      ids,
    );
    return true;
  } catch (error) {
    if (error instanceof AppError) log.error('What lies in the spool can not be opened.', { ...ids, error });
    return false;
  }
}

/** A write that a crash has cut off. The renewal was cut off with it, and the lease that it left behind says so. */
function reportBroken(path: string, ageMs: number): void {
  if (ageMs < unfinishedMs) return;
  log.error('A file of the spool was cut off while it was written; what it held is lost.', { path });
  void unlink(path).catch(() => undefined);
}
