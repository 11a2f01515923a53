import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RateLimit } from '#connectors/kit/index.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { loadTestConnector } from '#server/runtime/test-context.ts';
import { budgetUse } from './budget-use.ts';
import { connectionBudgets } from './connection-budgets.ts';
import { limitedAccess } from './test-access.ts';
import { type CallerRequest, mostIn, TestCaller, within } from './test-caller.ts';
import { seedConnections, type TestConnection } from './test-connections.ts';

const database = testDatabase();
const callers: TestCaller[] = [];
beforeAll(async () => {
  for (let number = 0; number < 4; number += 1) callers.push(new TestCaller());
  await Promise.all(callers.map(({ ready }) => ready));
});
afterAll(() => Promise.all(callers.map((caller) => caller.end())));

async function connection(): Promise<TestConnection> {
  const [only] = await seedConnections(1);
  if (only === undefined) throw new Error('The connection was not made.');
  return only;
}
const all = (request: CallerRequest) => Promise.all(callers.map((caller) => caller.ask(request)));
const timesOf = (results: { times: number[] }[]) => results.flatMap(({ times }) => times).sort((a, b) => a - b);
const perSecond: RateLimit = { scope: 'connection', requests: 100, perMs: 1_000 };
const signal = () => AbortSignal.timeout(10_000);

describe('a limit that four processes share', () => {
  it('is never exceeded by more than what a process may take ahead, and is used', async () => {
    const updates = async () =>
      Number(
        (
          await database.sql(
            "select pg_stat_force_next_flush(), n_tup_upd as n from pg_stat_user_tables where relname = 'call_budget'",
          )
        )[0]?.n,
      );
    const before = await updates();
    const request = {
      connection: await connection(),
      limits: [perSecond],
      parallel: 10,
      ms: 5_500,
      patience: 'background',
    } as const;
    const results = await all(request);
    const times = timesOf(results);
    const first = times[0] ?? 0;
    // The first burst is free: what counts is how fast it goes on.
    const rate = (times.filter((time) => time > first + 1_000).length / ((times.at(-1) ?? 0) - first)) * 1_000;
    const most = mostIn(times, 1_000);
    process.stdout.write(
      `budgets: 4 processes at 100/s: ${times.length} calls in ${Math.round((times.at(-1) ?? 0) - first)} ms, at most ${most} in any second, ` +
        `${rate.toFixed(1)}/s after the first second, ${(await updates()) - before} writes\n`,
    );
    // On a quiet machine it is 100, and nine tenths of the rate are used; on a busy one a call leaves some time after its turn.
    expect(most).toBeLessThanOrEqual(10 + within(perSecond, results));
    expect(times.length).toBeGreaterThan(200);
  }, 20_000);

  it('holds for each of several limits at once', async () => {
    const limits: RateLimit[] = [
      { scope: 'connection', requests: 20, perMs: 500 },
      { scope: 'customer', requests: 30, perMs: 2_000 },
    ];
    const request = { connection: await connection(), limits, parallel: 5, ms: 2_500, patience: 'background' } as const;
    const results = await all(request);
    const times = timesOf(results);
    for (const limit of limits) expect(mostIn(times, limit.perMs)).toBeLessThanOrEqual(within(limit, results));
    expect(times.length).toBeGreaterThan(30);
  });

  it('counts calls at the same time', async () => {
    const limits: RateLimit[] = [{ scope: 'connection', requests: 1_000, perMs: 1_000, concurrent: 3 }];
    const request = {
      connection: await connection(),
      limits,
      parallel: 3,
      ms: 1_500,
      patience: 'background',
      holdMs: 50,
    } as const;
    const times = timesOf(await all(request));
    // Each call lasts 50 ms: who began within that time is still under way.
    expect(mostIn(times, 49)).toBeLessThanOrEqual(3);
    expect(times.length).toBeGreaterThan(10);
  });
});

describe('people', () => {
  it('find a share of a busy limit kept for them', async () => {
    const request = { connection: await connection(), limits: [perSecond], ms: 3_000 };
    const [one, two, three, person] = callers;
    const jobs = [one, two, three].map((caller) => caller?.ask({ ...request, parallel: 10, patience: 'background' }));
    const people = await person?.ask({ ...request, parallel: 1, patience: 'interactive', holdMs: 100 });
    const results = [...(await Promise.all(jobs)), people].flatMap((result) => result ?? []);
    const background = timesOf(results.filter((result) => result !== people));
    const times = people?.times ?? [];
    // Ten a second is what one caller can do at 100 ms each; the first may have to wait for the share.
    expect(times.length).toBeGreaterThan(15);
    expect(mostIn([...background, ...times], 1_000)).toBeLessThanOrEqual(within(perSecond, results));
    expect(
      mostIn(
        background.filter((time) => time > (times[0] ?? 0) + 1_100),
        1_000,
      ),
    ).toBeLessThanOrEqual(within({ ...perSecond, requests: 80 }, results));
  });

  it('are told after five seconds how long it takes, and jobs after a minute', async () => {
    const limits: RateLimit[] = [{ scope: 'connection', requests: 1, perMs: 3_600_000 }];
    const access = limitedAccess(limits);
    const budgets = connectionBudgets(await connection());
    const take = (patience: 'interactive' | 'background') =>
      budgets.take({ access, cost: 1, patience, signal: signal() });
    await take('interactive');
    for (const patience of ['interactive', 'background'] as const) {
      await expect(take(patience)).rejects.toMatchObject({
        message: expect.stringContaining('As many calls as Acme allows'),
        details: { class: 'rate_limited', code: 'budget_used_up', retryAfterMs: expect.any(Number) },
      });
    }
  });
});

describe('customers of one app', () => {
  it('do not starve each other', async () => {
    const [greedy, modest] = await seedConnections(2);
    if (greedy === undefined || modest === undefined) throw new Error('The connections were not made.');
    const request = { limits: [{ ...perSecond, scope: 'app' as const }], ms: 4_000, patience: 'background' as const };
    const [one, two, three, four] = callers;
    const many = [one, two, three].map((caller) => caller?.ask({ ...request, connection: greedy, parallel: 30 }));
    const few = await four?.ask({ ...request, connection: modest, parallel: 4, holdMs: 20 });
    const results = [...(await Promise.all(many)), few].flatMap((result) => result ?? []);
    const greedyTimes = timesOf(results.filter((result) => result !== few));
    const modestTimes = few?.times ?? [];
    process.stdout.write(
      `budgets: a greedy customer made ${greedyTimes.length} calls, a modest one ${modestTimes.length}\n`,
    );
    expect(mostIn([...greedyTimes, ...modestTimes], 1_000)).toBeLessThanOrEqual(within(perSecond, results));
    // Four callers among ninety-four would find 17 of 400 by chance.
    expect(modestTimes.length).toBeGreaterThan(40);
  });
});

describe('what the app says', () => {
  it('stops all processes when it is too much, until the time that it names', async () => {
    const one = { connection: await connection(), limits: [perSecond], parallel: 1, patience: 'background' } as const;
    const answer = { status: 429, headers: {}, pausedForMs: 1_500 };
    const [told, other] = callers;
    const before = await told?.ask({ ...one, ms: 400, holdMs: 100, answer });
    const stopped = before?.times.at(-1) ?? 0;
    const after = await other?.ask({ ...one, ms: 2_500, holdMs: 50 });
    expect(before?.times.length).toBe(1);
    expect((after?.times[0] ?? 0) - stopped).toBeGreaterThan(1_500);
    expect(after?.times.length).toBeGreaterThan(5);
  });

  it('is believed about what is left', async () => {
    const headers = { remaining: 'x-left', reset: 'x-reset' };
    const one = {
      connection: await connection(),
      limits: [perSecond],
      limitHeaders: headers,
      parallel: 1,
      patience: 'background',
    } as const;
    const [told, other] = callers;
    const answer = { status: 200, headers: { 'x-left': '3', 'x-reset': '20' } };
    // Long enough for another call: what was said goes with that.
    await told?.ask({ ...one, ms: 1_000, holdMs: 60, answer });
    const after = await other?.ask({ ...one, parallel: 5, ms: 1_200 });
    expect(after?.times.length).toBeLessThanOrEqual(3);
  });
});

describe('utilisation', () => {
  it('can be read for a connection', async () => {
    const mine = await connection();
    const access = { ...limitedAccess([]), connector: await loadTestConnector('tidewater') };
    const budgets = connectionBudgets(mine);
    const { limits = [] } = access.connector.connector;
    expect(limits.length).toBeGreaterThan(0);
    const read = () => withTenant(mine.tenant, (tx) => budgetUse(tx, mine.connectionId));
    expect(await read()).toEqual(limits.map((limit) => ({ ...limit, used: 0, pausedUntil: null })));
    await budgets.take({ access, cost: 3, patience: 'background', signal: signal() });
    expect((await read())[0]).toMatchObject({ used: 3, pausedUntil: null });
    budgets.learn({ access, status: 429, headers: new Headers(), pausedForMs: 30_000 });
    await expect.poll(async () => (await read())[0]?.pausedUntil?.getTime() ?? 0).toBeGreaterThan(Date.now() + 20_000);
  });

  it('is nothing for an app without limits, which costs no query', async () => {
    const mine = await connection();
    const done = await connectionBudgets(mine).take({
      access: limitedAccess([]),
      cost: 1,
      patience: 'background',
      signal: signal(),
    });
    done();
    const rows = await database.sql('select 1 from call_budget where connection_id = $1', [mine.connectionId]);
    expect(rows).toEqual([]);
  });
});
