import type { Budgets } from './budgets.ts';
import { RequestBudget } from './request-budget.ts';

/** The declared limits, kept by one caller alone: where nothing is shared, as in tests and while an account is being connected. */
export function ownBudgets(): Budgets {
  let budgets: RequestBudget[] | undefined;
  return {
    async take({ access, cost, signal }) {
      budgets ??= (access.connector.connector.limits ?? []).map((limit) => new RequestBudget(limit));
      await Promise.all(budgets.map((budget) => budget.take(signal, cost)));
      return () => undefined;
    },
    learn: () => undefined,
  };
}
