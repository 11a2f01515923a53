import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { demoPlace, readDemo } from './demo.ts';

const root = join(import.meta.dirname, '../..');

/** Connectors of the product, and those of the browser tests. */
export const connectorFolders = 'connectors,e2e/connectors';

type Status = 'published' | 'draft';

/** Puts the apps of the browser tests on offer, or takes them off again. */
export const offerWays = (status: Status): void => offer('test-offer', status);

/** The same of the integration whose fields customers match. */
export const offerMatching = (status: Status): void => offer('test-matching', status);

function offer(program: string, status: Status): void {
  execFileSync(process.execPath, [`e2e/support/${program}.ts`, status], {
    cwd: root,
    env: { ...process.env, PORTICO_DATA: demoPlace().data, PORTICO_CONNECTORS: connectorFolders, PORTICO_LOG: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 60_000,
  });
}

/** Shuts a key of the desk, or opens it again. */
export async function setDeskKey(key: string, shut: boolean): Promise<void> {
  const answer = await fetch(`${readDemo().sandbox}/ways/desk/keys`, {
    method: 'POST',
    body: JSON.stringify({ key, shut }),
  });
  if (!answer.ok) throw new Error(`The desk did not take it: ${await answer.text()}`);
}

/** Writes other weights at the locker, which are no numbers; none mends them. */
export async function writeWeights(weights: Record<string, string>): Promise<void> {
  const answer = await fetch(`${readDemo().sandbox}/ways/locker/weights`, {
    method: 'POST',
    body: JSON.stringify({ weights }),
  });
  if (!answer.ok) throw new Error(`The locker did not take it: ${await answer.text()}`);
}
