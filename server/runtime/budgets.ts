import type { Access } from './access.ts';
import type { Patience } from './retry.ts';

/** What one call takes of the limits that its connector declares. */
export interface BudgetRequest {
  access: Access;
  /** How much of them it uses up; 1 for most calls. */
  cost: number;
  patience: Patience;
  signal: AbortSignal;
}

/** What an answer tells about the limits: its headers, and that it was refused for going too fast. */
export interface BudgetAnswer {
  access: Access;
  status: number;
  headers: Headers;
  /** How long the app wants to be left alone, where it refused the call for its pace. */
  pausedForMs?: number;
}

/** Keeps the calls of one connection below its app's limits. */
export interface Budgets {
  /** Resolves when the call may go, to what must be called once its answer is there. Throws `rate_limited` with its wait where that is longer than the caller can stay. */
  take(request: BudgetRequest): Promise<() => void>;
  learn(answer: BudgetAnswer): void;
}
