import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { demoPlace } from './demo.ts';

/** Brings about what no browser and no API can: see `test-prepare.ts`. */
export function prepare(what: 'places-writable' | 'places-readonly' | 'failed-jobs'): void {
  execFileSync(process.execPath, ['e2e/support/test-prepare.ts', what], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, PORTICO_DATA: demoPlace().data, PORTICO_LOG: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
