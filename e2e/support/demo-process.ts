import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoPlace } from './demo.ts';
import { startPortico, stopPortico } from './portico-process.ts';
import { listProcesses } from './processes.ts';
import { connectorFolders } from './ways-in.ts';

/** A build may come first, on a machine where nothing was built yet. */
const startMs = 300_000;

const pidFile = ({ data }: DemoPlace): string => join(data, 'e2e.pid');

/** Starts the demo as `npm run demo` does; answers with the milliseconds that it took. */
export async function startDemo(place: DemoPlace): Promise<number> {
  const ports = ['--port', place.port, '--acme-port', place.acmePort, '--sandbox-port', place.sandboxPort].map(String);
  const argv = ['demo/demo.ts', ...ports, '--data', place.data];
  const environment = { PORTICO_CONNECTORS: connectorFolders };
  const { pid, tookMs } = await startPortico({ argv, environment, log: place.log, timeoutMs: startMs });
  writeFileSync(pidFile(place), String(pid));
  return tookMs;
}

/** Stops it, and tells what is still running of it or on its data folder. */
export async function stopDemo(place: DemoPlace): Promise<string[]> {
  const left = await stopPortico(Number(readFileSync(pidFile(place), 'utf8')));
  const onItsData = listProcesses().filter(({ pid, command }) => pid !== process.pid && command.includes(place.data));
  return [...left, ...onItsData.map(({ command }) => command)];
}
