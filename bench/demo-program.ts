import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endings } from './endings.ts';
import { freePorts } from './free-ports.ts';
import { type Program, startProgram } from './program.ts';

export interface DemoPlace {
  data: string;
  ports: string[];
}

/** A data folder of its own, gone at the end. */
export async function demoPlace(endings: Endings): Promise<DemoPlace> {
  const data = mkdtempSync(join(tmpdir(), 'portico-bench-demo-'));
  // PostgreSQL, which root starts as another user, has to be able to enter it.
  chmodSync(data, 0o755);
  // With patience: a demo that was stopped while it started leaves a database that is just ending.
  endings.add(() => rm(data, { recursive: true, force: true, maxRetries: 10 }));
  return { data, ports: (await freePorts(3)).map(String) };
}

/** `npm run demo` without npm: everything up, until it says so. */
export function startDemo(
  { data, ports: [console = '', acme = '', sandbox = ''] }: DemoPlace,
  endings: Endings,
): Promise<Program> {
  const flags = ['--data', data, '--port', console, '--acme-port', acme, '--sandbox-port', sandbox];
  return startProgram(['demo/demo.ts', ...flags], /Portico is ready/, {}, endings);
}
