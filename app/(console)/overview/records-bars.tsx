'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { numberWords, shortNumber } from '#app/ui/number-words.ts';
import type { Hour } from './records-chart.tsx';

const tick = { fontSize: 12, fill: 'var(--faint)' };

interface RecordsBarsProps {
  hours: Hour[];
  /** The time of a bar. */
  words: (iso: string) => string;
}

export function RecordsBars({ hours, words }: RecordsBarsProps) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={hours}
        margin={{ top: 4, right: 0, bottom: 0, left: -8 }}
        barCategoryGap={2}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="hour"
          tickFormatter={words}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
          minTickGap={32}
          height={22}
        />
        <YAxis
          tickFormatter={shortNumber}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={48}
          allowDecimals={false}
        />
        <Tooltip
          cursor={{ fill: 'var(--hover)' }}
          isAnimationActive={false}
          content={(tip) => <HourTip {...tip} words={words} />}
        />
        <Bar dataKey="added" stackId="records" fill="var(--data)" isAnimationActive={false} />
        <Bar dataKey="updated" stackId="records" fill="var(--waiting)" isAnimationActive={false} />
        <Bar dataKey="deleted" stackId="records" fill="var(--failed)" isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}

interface HourTipProps {
  active?: boolean;
  label?: unknown;
  words: (iso: string) => string;
  payload?: readonly { name?: unknown; value?: unknown }[];
}

function HourTip({ active, label, payload, words }: HourTipProps) {
  if (!active || !payload || typeof label !== 'string') return null;
  return (
    <div className="rounded-control border border-line bg-raised px-2.5 py-1.5 text-12 shadow-overlay">
      <p className="font-medium">{words(label)}</p>
      {payload.map((part) => (
        <p key={String(part.name)} className="flex justify-between gap-4 text-muted tabular-nums">
          {String(part.name)} <span className="text-ink">{numberWords(Number(part.value))}</span>
        </p>
      ))}
    </div>
  );
}
