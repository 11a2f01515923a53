import { setTimeout as sleep } from 'node:timers/promises';
import { Caller } from '#server/connections/figures/test-caller.ts';
import { seedConnection } from '#server/connections/figures/test-connection.ts';
import { startTokenServer, type TestTokenServer } from '#server/connections/figures/test-token-server.ts';
import { resetEnv } from '#server/env.ts';
import { closeEgress, egress } from '#server/http/egress.ts';
import { benchConnectors } from '../bench-connectors.ts';
import { openBenchDatabase } from '../bench-database.ts';
import type { Bench } from '../bench-part.ts';
import { rowOf } from '../row.ts';

const callers = 500;
const processes = 4;
const answerMs = 100;

/** How long it takes until everybody has an access that has ended. Floor: one token request, which the app takes 100 ms to answer. */
export const benchRefresh: Bench = async ({ repetitions, say, endings }) => {
  await openBenchDatabase(endings);
  const beforeAnswer = async () => void (await sleep(answerMs));
  const server = await startTokenServer({ atReuse: 'revokes', expiresIn: 3600, beforeAnswer });
  endings.add(async () => {
    await closeEgress();
    await server.close();
  });
  Object.assign(process.env, {
    PORTICO_CONNECTORS: benchConnectors,
    PORTICO_EGRESS_ALLOW: `127.0.0.1:${server.port}`,
  });
  resetEnv();
  await callDirectly(server, 'warm-up');
  const values: number[] = [];
  const floors: number[] = [];
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    say(`  repetition ${repetition} of ${repetitions}`);
    floors.push(await callDirectly(server, `direct-${repetition}`));
    values.push(await storm(server, `storm-${repetition}`));
  }
  const row = `${callers} callers in ${processes} processes on one expired token / one token call`;
  return [rowOf({ part: 'refresh', row, unit: 'ms', values, floors, target: { is: '≤', ratio: 5 } })];
};

async function callDirectly(server: TestTokenServer, family: string): Promise<number> {
  const { refreshToken } = server.begin(family);
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const began = performance.now();
  const { status } = await egress({ method: 'POST', url: `${server.origin}/token`, headers, body });
  if (status !== 200) throw new Error(`The token server answered with ${status}.`);
  return performance.now() - began;
}

async function storm(server: TestTokenServer, family: string): Promise<number> {
  const seeded = await seedConnection({ server, connector: 'revoking', family, livesFor: -1 });
  const { environmentId, connectionId } = seeded;
  const all = Array.from({ length: processes }, () => new Caller(environmentId));
  try {
    await Promise.all(all.map((one) => one.ready()));
    const began = performance.now();
    await Promise.all(all.map((one) => one.ask({ environmentId, connectionId, callers: callers / processes })));
    const taken = performance.now() - began;
    const { requests } = server.family(family);
    if (requests !== 1) throw new Error(`The app was called ${requests} times.`);
    return taken;
  } finally {
    await Promise.all(all.map((one) => one.kill()));
  }
}
