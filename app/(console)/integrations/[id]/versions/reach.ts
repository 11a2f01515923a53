/** Whom a version reaches at first, as a form holds it. */
export interface ReachForm {
  kind: 'all' | 'share' | 'list';
  share: string;
  customers: { id: string; name: string }[];
  minRuns: string;
  maxPoints: string;
}

export const beginReach: ReachForm = { kind: 'all', share: '10', customers: [], minRuns: '10', maxPoints: '20' };

/** What is not finished, as a sentence for its place. */
export function reachProblem({ kind, share, customers }: ReachForm): string | undefined {
  const number = Number(share);
  if (kind === 'share' && !(Number.isInteger(number) && number >= 1 && number <= 100)) return 'From 1 to 100.';
  return kind === 'list' && customers.length === 0 ? 'Choose one customer or more.' : undefined;
}

const whole = (text: string, usual: number): number => {
  const number = Math.round(Number(text));
  return Number.isFinite(number) && number >= 1 ? number : usual;
};

/** As the server takes it. */
export function reachOf({ kind, share, customers, minRuns, maxPoints }: ReachForm) {
  return {
    share: kind === 'all' ? 100 : kind === 'share' ? Number(share) : 0,
    customers: kind === 'list' ? customers.map(({ id }) => id) : [],
    minRuns: whole(minRuns, 10),
    maxPoints: Math.min(100, whole(maxPoints, 20)),
  };
}

/** "10 % of the customers": for a sentence. */
export function reachWords({ share, customers }: { share: number; customers: readonly string[] }): string {
  if (share >= 100) return 'everybody';
  const named = customers.length === 1 ? '1 chosen customer' : `${customers.length} chosen customers`;
  if (share === 0) return named;
  return `${share} % of the customers${customers.length > 0 ? ` and ${named}` : ''}`;
}
