import type { Outputs } from '../../data/trpc.ts';

export type FunnelRow = Outputs['funnel']['get']['items'][number];

export const stages = [
  { key: 'viewed', name: 'Looked at it' },
  { key: 'started', name: 'Began to connect' },
  { key: 'connected', name: 'Authorised an account' },
  { key: 'configured', name: 'Finished the questions' },
  { key: 'succeeded', name: 'First sync succeeded' },
] as const;

export const ranges = [
  { value: '7', label: 'Last 7 days' },
  { value: '', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
  { value: '365', label: 'Last year' },
];

const hourMs = 3_600_000;

/** Since when, for a number of days; by the full hour, so that one page asks one question. */
export const sinceOf = (days: string, now = Date.now()): string =>
  new Date(Math.floor(now / hourMs) * hourMs - (Number(days) || 30) * 24 * hourMs).toISOString();

/** All rows as one; the time that half took is of one row only. */
export function summed(rows: FunnelRow[]): FunnelRow {
  const add = (key: (typeof stages)[number]['key']) => rows.reduce((sum, row) => sum + row[key], 0);
  return {
    ...{ key: null, name: null, viewed: add('viewed'), started: add('started'), connected: add('connected') },
    ...{ configured: add('configured'), succeeded: add('succeeded') },
    medianSecondsToConfigured: rows.length === 1 ? (rows[0]?.medianSecondsToConfigured ?? null) : null,
  };
}

/** The step that loses most of those who came to it, where it loses somebody. */
export function worstStep(row: FunnelRow): { name: string; lost: number; of: number } | undefined {
  const losses = stages.slice(1).map(({ key, name }, at) => {
    const of = row[stages[at]?.key ?? 'viewed'];
    return { name, of, lost: of - row[key] };
  });
  const [worst] = losses.toSorted((one, other) => other.lost - one.lost);
  return worst && worst.lost > 0 ? worst : undefined;
}

export const percent = (part: number, of: number): string => (of === 0 ? '–' : `${Math.round((part / of) * 100)} %`);
