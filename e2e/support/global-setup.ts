import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataFolder } from './data-folder.ts';
import { announcePlace, type DemoPlace } from './demo.ts';
import { startDemo, stopDemo } from './demo-process.ts';
import { freePort } from './free-port.ts';

/** Starts one demo for all specs, and answers with what ends it: it fails if anything is left running. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const place = await choosePlace();
  announcePlace(place);
  await startDemo(place);
  return async () => {
    const left = await stopDemo(place);
    if (left.length > 0) throw new Error(`The demo was stopped and left this running:\n${left.join('\n')}`);
    rmSync(place.data, { recursive: true, force: true });
  };
}

async function choosePlace(): Promise<DemoPlace> {
  const results = join(import.meta.dirname, '../../test-results');
  mkdirSync(results, { recursive: true });
  const [port, acmePort, sandboxPort] = [await freePort(4870), await freePort(4871), await freePort(4872)];
  return { data: makeDataFolder('e2e'), log: join(results, 'demo.log'), port, acmePort, sandboxPort };
}
