import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#server/db/embedded/embedded-postgres.ts';
import type { Bench } from '../bench-part.ts';
import { demoPlace, startDemo } from '../demo-program.ts';
import type { Endings } from '../endings.ts';
import { freePorts } from '../free-ports.ts';
import { startProgram } from '../program.ts';
import { rowOf } from '../row.ts';

/**
 * How long somebody waits who has run `npm run demo` before. Floor: the two things below it that nobody can leave out,
 * one after the other and with nothing in them, PostgreSQL on a cluster that is there and `next start` on the same build.
 */
export const benchStart: Bench = async ({ repetitions, say, endings }) => {
  const place = await demoPlace(endings);
  say('  first start, which seeds (and builds, if something changed)');
  await (await startDemo(place, endings)).stop();
  const cluster = join(place.data, 'bare-postgres');
  mkdirSync(cluster, { mode: 0o755 });
  await startBarePostgres(cluster, endings);
  const values: number[] = [];
  const floors: number[] = [];
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    say(`  repetition ${repetition} of ${repetitions}`);
    floors.push((await startBarePostgres(cluster, endings)) + (await startBareNext(endings)));
    const started = await startDemo(place, endings);
    values.push(started.seconds);
    await started.stop();
  }
  rmSync(cluster, { recursive: true, force: true });
  const row = 'second `npm run demo` until ready / bare start';
  return [rowOf({ part: 'start', row, unit: 's', values, floors, target: { is: '≤', value: 5 } })];
};

/** Seconds until PostgreSQL takes connections. */
async function startBarePostgres(dataDir: string, endings: Endings): Promise<number> {
  const began = performance.now();
  const server = await startEmbeddedPostgres({ dataDir, password: 'bench' });
  const seconds = (performance.now() - began) / 1000;
  endings.add(() => server.stop());
  await server.stop();
  return seconds;
}

/** Seconds until Next says that it serves. */
async function startBareNext(endings: Endings): Promise<number> {
  const [port] = await freePorts(1);
  const argv = ['node_modules/next/dist/bin/next', 'start', '-p', String(port)];
  const next = await startProgram(argv, /Ready in/, {}, endings);
  await next.stop();
  return next.seconds;
}
