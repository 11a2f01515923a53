import { describe, expect, it } from 'vitest';
import type { RateLimit } from '#connectors/kit/index.ts';
import { type Ask, type BudgetState, emptyState, grant } from './grant.ts';
import type { LimitKey } from './limit-keys.ts';
import { mostIn } from './test-caller.ts';
import { toldLimit } from './told-limit.ts';
import { freeIn, windowAt, withUse } from './window.ts';

const keyOf = (limit: RateLimit): LimitKey => ({
  subject: limit.scope,
  rate: `${limit.requests}/${limit.perMs}`,
  limit,
  connectionId: null,
  customerId: null,
});
const ask = (change: Partial<Ask> = {}): Ask => ({
  ...{ first: 1, wanted: 1, patience: 'background', customerId: 'a', lease: 'l' },
  ...change,
});

/** A small generator with a seed, so that a failure can be seen again. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describe('any mixture of askers', () => {
  it.each([
    [{ scope: 'connection', requests: 100, perMs: 1_000 }],
    [{ scope: 'connection', requests: 3, perMs: 1_000 }],
    [{ scope: 'app', requests: 40, perMs: 10_000 }],
    [{ scope: 'connection', requests: 7, perMs: 60 }],
    [{ scope: 'customer', requests: 500, perMs: 60_000 }],
  ] as [RateLimit][])('stays below %j in every span, using calls as late as it may', (limit) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const roll = dice(seed);
      let states: BudgetState[] = [emptyState];
      const times: number[] = [];
      let now = 1_000_000 * roll();
      const end = now + limit.perMs * 12;
      while (now < end) {
        const first = roll() < 0.1 ? Math.ceil(limit.requests * roll()) : 1;
        const patience = roll() < 0.3 ? 'interactive' : 'background';
        const wanted = first + Math.floor(roll() * 20);
        const asked = ask({ first, wanted, patience, customerId: `c${Math.floor(roll() * 3)}` });
        const got = grant([keyOf(limit)], states, asked, now);
        states = got.states;
        // The worst that a process may do: half of it at once, half at the last moment.
        for (let call = 0; call < got.granted; call += 1) times.push(call % 2 ? now : now + got.validMs - 0.001);
        now += roll() < 0.5 ? roll() * 10 : got.waitMs || roll() * 5;
      }
      expect(mostIn(times, limit.perMs), `seed ${seed}`).toBeLessThanOrEqual(limit.requests);
      expect(times.length, `seed ${seed}`).toBeGreaterThan(limit.requests * 5);
    }
  });
});

describe('grant', () => {
  const limit: RateLimit = { scope: 'connection', requests: 100, perMs: 1_000 };
  const at = 1_000_000;

  it('gives no process more than a tenth ahead, and never less than the first call needs', () => {
    expect(grant([keyOf(limit)], [emptyState], ask({ wanted: 50 }), at).granted).toBe(10);
    expect(grant([keyOf(limit)], [emptyState], ask({ first: 30, wanted: 50 }), at).granted).toBe(30);
    expect(grant([keyOf(limit)], [emptyState], ask({ first: 250, wanted: 250 }), at).granted).toBe(250);
  });

  it('takes from all limits or from none', () => {
    const small: RateLimit = { scope: 'customer', requests: 2, perMs: 60_000 };
    const keys = [keyOf(limit), keyOf(small)];
    const got = grant(keys, [emptyState, emptyState], ask({ wanted: 9 }), at);
    expect(got.granted).toBe(1);
    const more = grant(keys, got.states, ask({ first: 2, wanted: 2 }), at);
    expect(more).toMatchObject({ granted: 0 });
    expect(more.states[0]?.used[0]).toBe(1);
    expect(more.waitMs).toBeGreaterThan(60_000);
  });

  it('keeps a share of a long window for people, also where nobody has come yet', () => {
    const daily: RateLimit = { scope: 'connection', requests: 10, perMs: 86_400_000 };
    const used = { ...emptyState, ...withUse(windowAt(emptyState, daily, at), 8) };
    expect(grant([keyOf(daily)], [used], ask(), at).granted).toBe(0);
    expect(grant([keyOf(daily)], [used], ask({ patience: 'interactive' }), at).granted).toBe(1);
  });

  it('gives back a place when its call is over or forgotten', () => {
    const narrow: RateLimit = { ...limit, concurrent: 1 };
    const first = grant([keyOf(narrow)], [emptyState], ask(), at);
    expect(grant([keyOf(narrow)], first.states, ask({ lease: 'm' }), at).granted).toBe(0);
    expect(grant([keyOf(narrow)], first.states, ask({ lease: 'm' }), at + 121_000).granted).toBe(1);
  });

  it('says when enough is free again, to the slot', () => {
    const full = withUse(windowAt(emptyState, limit, at), 100);
    expect(freeIn(full, limit, 99, at)).toBe(1_050);
    expect(freeIn(full, limit, 100, at)).toBe(0);
    expect(windowAt(full, limit, at + 1_049).used.includes(100)).toBe(true);
    expect(windowAt(full, limit, at + 1_050).used.includes(100)).toBe(false);
  });
});

describe('toldLimit', () => {
  const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
  const now = Date.parse(date);
  it.each([
    [{ 'x-left': '7', 'x-reset': '30' }, undefined, { left: 7, resetInMs: 30_000 }],
    [{ 'x-left': '7', 'x-reset': String(now / 1_000 + 12) }, undefined, { left: 7, resetInMs: 12_000 }],
    [{ 'x-left': '7', 'x-reset': String(now + 5) }, undefined, { left: 7, resetInMs: 5 }],
    [{ 'x-left': '7', 'x-reset': 'Sat, 21 Nov 2026 09:00:09 GMT' }, undefined, { left: 7, resetInMs: 9_000 }],
    [{ 'x-left': '7', 'x-reset': '2026-11-21T09:00:02Z' }, 'date', { left: 7, resetInMs: 2_000 }],
    [{ 'x-left': '-2', 'x-reset': 'soon' }, 'seconds', { left: 0 }],
    [{ 'x-left': '39/40' }, undefined, { left: 39 }],
    [{ 'x-left': 'many' }, undefined, undefined],
    [{}, undefined, undefined],
  ] as const)('reads %j', (headers, resetUnit, expected) => {
    const names = { remaining: 'X-Left', reset: 'X-Reset', ...(resetUnit && { resetUnit }) };
    expect(toldLimit(new Headers({ date, ...headers }), names, 0)).toEqual(expected);
  });
});
