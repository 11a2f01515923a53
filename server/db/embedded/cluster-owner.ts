import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { processIdentity } from './process-identity.ts';

const ownerSchema = z.object({ pid: z.number().int().positive(), identity: z.string() });

/** Makes this process the only one that runs the database in `home`; the answer gives it free again. */
export function ownCluster(home: string): () => void {
  const file = join(home, 'owner.json');
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    refuseIfAlive(file, home);
    setAside(file, home);
  }
  throw new AppError('misconfigured', `Several Porticos were started on ${home} at the same moment.`, {
    remedy: 'Start it once more.',
  });
}

function refuseIfAlive(file: string, home: string): void {
  const pid = livingOwner(file);
  if (pid === undefined) return;
  throw new AppError('misconfigured', `Another Portico is already using ${home} (process ${pid}).`, {
    remedy: `Stop it or choose another folder with PORTICO_DATA. If process ${pid} is no Portico, delete ${file}.`,
  });
}

/** The file of an owner that died is renamed before it is deleted: two who find it can't both take the other's new one away. */
function setAside(file: string, home: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (livingOwner(aside) === undefined) {
    rmSync(aside, { force: true });
    return;
  }
  renameSync(aside, file);
  refuseIfAlive(file, home);
}

function livingOwner(file: string): number | undefined {
  try {
    const { pid, identity } = ownerSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return processIdentity(pid) === identity ? pid : undefined;
  } catch {
    return undefined;
  }
}
