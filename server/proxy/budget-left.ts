import type { BudgetUse } from '#server/budgets/budget-use.ts';

/** The limit of which the least is left, as a header: `93;of=100;window=10` are 93 of 100 calls in 10 seconds. */
export function budgetLeft(uses: BudgetUse[]): string | undefined {
  const [tightest] = uses
    .map(({ requests, used, perMs, pausedUntil }) => ({ left: pausedUntil ? 0 : requests - used, requests, perMs }))
    .sort((one, other) => one.left / one.requests - other.left / other.requests);
  if (tightest === undefined) return undefined;
  return `${tightest.left};of=${tightest.requests};window=${tightest.perMs / 1000}`;
}
