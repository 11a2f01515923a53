import type { Patience } from '#server/runtime/retry.ts';
import type { LimitKey } from './limit-keys.ts';
import { freeIn, slotEndsIn, usedIn, type Window, windowAt, withUse } from './window.ts';

/** What is known of one limit. */
export interface BudgetState extends Window {
  pausedUntil: number;
  toldLeft: number | null;
  toldUntil: number;
  interactiveAt: number;
  askers: Record<string, Asker>;
  leases: Record<string, number>;
}

/** A customer who has asked lately. */
export interface Asker {
  /** Until when that counts as lately. */
  until: number;
  /** How much the customer has taken in this slot. */
  slot: number;
  taken: number;
}

export interface Ask {
  /** What the first call in the line costs: less is of no use. */
  first: number;
  /** What would be used soon; at least `first`. */
  wanted: number;
  patience: Patience;
  customerId: string;
  /** For limits of calls at the same time: the name of this call. */
  lease: string;
}

export interface Grant {
  /** 0: nothing, ask again in `waitMs`. */
  granted: number;
  /** What is granted must be used within this time. */
  validMs: number;
  waitMs: number;
  states: BudgetState[];
}

export const emptyState: BudgetState = {
  slot: 0,
  used: [],
  pausedUntil: 0,
  toldLeft: null,
  toldUntil: 0,
  interactiveAt: 0,
  askers: {},
  leases: {},
};

/** Kept for people who wait, out of 1. */
const interactiveShare = 0.2;
/** Of a longer window the share is always kept: who finds it used up would wait for hours. Of a shorter one only after somebody waited lately. */
const alwaysKeptFromMs = 60_000;
const interactiveForMs = 60_000;
/** The most that one process takes ahead, out of 1. */
const slice = 0.1;
/** So soon an app that wants to be left alone is heard by the processes that have reserved something. */
const maxValidMs = 1_000;
const leaseMs = 120_000;
/** A customer counts as asking for a window, and no longer than this. */
const latelyMs = 10_000;
/** Nobody tells when a call of another process ends. */
const leasePollMs = 100;

/** Decides what an asker gets of all the limits that it is under: the same of each, or nothing. Pure. */
export function grant(keys: LimitKey[], before: BudgetState[], ask: Ask, now: number): Grant {
  const limits = keys.map((key, index) => ({ limit: key.limit, state: at(before[index] ?? emptyState, key, now) }));
  const offers = limits.map(({ limit, state }) => offerOf(limit, state, ask, now));
  const granted = Math.min(ask.wanted, ...offers.map((offer) => offer.free));
  const isEnough = granted >= ask.first;
  const waitMs = isEnough ? 0 : Math.max(1, ...offers.map((offer) => offer.waitMs));
  return {
    granted: isEnough ? granted : 0,
    validMs: Math.min(maxValidMs, ...limits.map(({ limit, state }) => slotEndsIn(state, limit, now))),
    waitMs,
    states: limits.map(({ limit, state }) =>
      isEnough ? taken(limit, state, ask, granted, now) : kept(limit, state, ask, now + waitMs),
    ),
  };
}

type Limit = LimitKey['limit'];

function offerOf(limit: Limit, state: BudgetState, { first, patience, customerId }: Ask, now: number) {
  const ceiling = patience === 'interactive' ? limit.requests : limit.requests - reserved(limit, state, now);
  // What costs more than there ever is goes alone, for all of it.
  const cost = Math.min(first, ceiling);
  if (state.pausedUntil > now) return { free: 0, waitMs: state.pausedUntil - now };
  if (isTold(state, now) && (state.toldLeft ?? 0) < cost) return { free: 0, waitMs: state.toldUntil - now };
  if (limit.concurrent !== undefined && Object.keys(state.leases).length >= limit.concurrent)
    return { free: 0, waitMs: leasePollMs };
  const left = ceiling - usedIn(state);
  if (left < cost) return { free: 0, waitMs: freeIn(state, limit, ceiling - cost, now) };
  const told = isTold(state, now) ? (state.toldLeft ?? 0) : left;
  const fair = limit.scope === 'app' ? fairPart(state, customerId, left) : left;
  if (fair < cost && fair < left) return { free: 0, waitMs: slotEndsIn(state, limit, now) };
  const ahead = Math.max(cost, Math.ceil(limit.requests * slice));
  return { free: Math.max(first, Math.min(told, fair, ahead)), waitMs: 0 };
}

/**
 * Of what all customers share, nobody takes more than half of what is left in one slot while others ask too: so there is
 * something for whoever comes next, and what nobody else wants is used up within a few slots.
 */
function fairPart({ askers, slot }: BudgetState, customerId: string, left: number): number {
  if (!Object.keys(askers).some((other) => other !== customerId)) return left;
  const mine = askers[customerId];
  const taken = mine?.slot === slot ? mine.taken : 0;
  return taken === 0 ? Math.max(1, Math.floor(left / 2)) : Math.max(0, Math.floor((left + taken) / 2) - taken);
}

/** What background calls leave alone. */
export function reserved(limit: Limit, { interactiveAt }: Pick<BudgetState, 'interactiveAt'>, now: number): number {
  const isKept = limit.perMs > alwaysKeptFromMs || now - interactiveAt < interactiveForMs;
  return isKept ? Math.floor(limit.requests * interactiveShare) : 0;
}

const isTold = ({ toldLeft, toldUntil }: BudgetState, now: number): boolean => toldLeft !== null && toldUntil > now;

function at(state: BudgetState, { limit }: LimitKey, now: number): BudgetState {
  return {
    ...state,
    ...windowAt(state, limit, now),
    askers: later(state.askers, ({ until }) => until > now),
    leases: later(state.leases, (until) => until > now),
  };
}

function taken(limit: Limit, state: BudgetState, ask: Ask, count: number, now: number): BudgetState {
  return {
    ...state,
    ...withUse(state, Math.min(count, limit.requests)),
    toldLeft: state.toldLeft === null ? null : Math.max(0, state.toldLeft - count),
    interactiveAt: ask.patience === 'interactive' ? now : state.interactiveAt,
    ...(limit.scope === 'app' && { askers: asked(state, ask, count, now + Math.min(limit.perMs, latelyMs)) }),
    ...(limit.concurrent !== undefined && { leases: { ...state.leases, [ask.lease]: now + leaseMs } }),
  };
}

/** Counts as asking a little longer than it will sleep. */
function kept(limit: Limit, state: BudgetState, ask: Ask, until: number): BudgetState {
  return limit.scope === 'app' ? { ...state, askers: asked(state, ask, 0, until + 1_000) } : state;
}

function asked(
  { askers, slot }: BudgetState,
  { customerId }: Ask,
  count: number,
  until: number,
): Record<string, Asker> {
  const before = askers[customerId];
  const taken = (before?.slot === slot ? before.taken : 0) + count;
  return { ...askers, [customerId]: { until: Math.max(until, before?.until ?? 0), slot, taken } };
}

function later<T>(entries: Record<string, T>, isLater: (entry: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).filter(([, entry]) => isLater(entry)));
}
