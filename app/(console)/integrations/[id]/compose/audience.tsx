'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { Badge } from '#app/ui/badge.tsx';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { countWords, numberWords } from '#app/ui/number-words.ts';
import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import { Status } from '#app/ui/status.tsx';
import { Loaded } from '../../../data/loaded.tsx';
import { type Outputs, useTRPC } from '../../../data/trpc.ts';
import { useFilters } from '../../../shell/use-filters.ts';
import type { RuleDraft } from './rule.ts';

type Weighed = Outputs['integrationAudience']['weigh']['items'][number];
type Verdict = Weighed['verdict'];

const verdicts: Record<Verdict, { tone: 'active' | 'locked' | 'attention'; word: string; note: string }> = {
  offered: { tone: 'active', word: 'Would have it', note: '' },
  refused: { tone: 'locked', word: 'Locked', note: '' },
  unknown: { tone: 'attention', word: 'Locked: not known', note: 'The rule asks for what is not known of them.' },
};
const order: Verdict[] = ['offered', 'refused', 'unknown'];

/** What a rule means today; a moment after it was last changed. */
export function useAudience(slug: string, rule: RuleDraft | undefined, verdict?: Verdict) {
  const trpc = useTRPC();
  const now = rule === undefined ? undefined : JSON.stringify(rule);
  const [asked, setAsked] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(now), 400);
    return () => clearTimeout(timer);
  }, [now]);
  return useQuery(
    trpc.integrationAudience.weigh.queryOptions(
      { slug, ...(asked !== undefined && { rule: asked }), ...(verdict && { verdict }) },
      { placeholderData: keepPreviousData, retry: false },
    ),
  );
}

export function Audience({ slug, rule }: { slug: string; rule: RuleDraft | undefined }) {
  const [verdict, setVerdict] = useState<Verdict | undefined>();
  const query = useAudience(slug, rule, verdict);
  const { set } = useFilters();
  return (
    <Loaded query={query} what="customers" rows={3}>
      {({ customers, isAll, losing, items, ...counts }) =>
        customers === 0 ? (
          <p className="px-4 py-3 text-muted">There is no customer yet.</p>
        ) : (
          <div className="flex flex-col" aria-busy={query.isFetching}>
            <div className="flex flex-col gap-2 px-4 py-3">
              <p role="status" className="font-medium">
                {numberWords(counts.offered)} of {countWords(customers, 'customer')} would have it.
                {!isAll && ` So many were looked at; there are more.`}
              </p>
              <div aria-hidden="true" className="flex h-2 overflow-hidden rounded-dot bg-hover">
                <span className="bg-data" style={{ width: `${(counts.offered / customers) * 100}%` }} />
                <span className="bg-line-strong" style={{ width: `${(counts.refused / customers) * 100}%` }} />
              </div>
              {losing > 0 && (
                <Callout
                  tone="attention"
                  title={`${countWords(losing, 'customer')} that have it would not be offered it.`}
                  text="Their syncs would wait, unless who has it keeps it."
                />
              )}
              <div className="flex flex-wrap gap-1.5">
                <Button size="small" aria-pressed={!verdict} onClick={() => setVerdict(undefined)}>
                  All {numberWords(customers)}
                </Button>
                {order.map((one) => (
                  <Button
                    key={one}
                    size="small"
                    aria-pressed={verdict === one}
                    className={verdict === one ? 'bg-selected' : ''}
                    onClick={() => setVerdict(one)}
                  >
                    {verdicts[one].word} {numberWords(counts[one])}
                  </Button>
                ))}
              </div>
            </div>
            <ScrollRegion label="Customers and the rule" className="max-h-72 border-t border-line">
              <ul>
                {items.map((item) => (
                  <li
                    key={item.id}
                    className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-b border-line px-4 py-1.5 last:border-0"
                  >
                    <Link href={`/customers/${item.id}`} className="font-medium hover:underline">
                      {item.name}
                    </Link>
                    {item.plan ? <Badge>{item.plan}</Badge> : <span className="text-12 text-faint">no plan known</span>}
                    {item.installed && <Badge>has it</Badge>}
                    <span className="ml-auto flex items-center gap-3 text-12">
                      <Status {...verdicts[item.verdict]} />
                      <Button size="small" look="quiet" onClick={() => set({ side: '', as: item.id })}>
                        See it as {item.name}
                      </Button>
                    </span>
                  </li>
                ))}
              </ul>
            </ScrollRegion>
          </div>
        )
      }
    </Loaded>
  );
}
