'use client';

import { countWords } from '#app/ui/number-words.ts';
import { Waterfall, type WaterfallRow } from '#app/ui/waterfall.tsx';
import type { Outputs } from '../../data/trpc.ts';
import { StepCalls } from './step-calls.tsx';

type RunWithParts = Outputs['runs']['get'];
type Step = RunWithParts['steps'][number];

const changed = (step: Step) => step.added + step.updated + step.deleted;

function toRow(step: Step, begin: number): WaterfallRow {
  return {
    key: String(step.number),
    name: step.kind === 'page' ? `Page ${step.number}` : 'Deletions',
    start: Math.max(0, Date.parse(step.startedAt) - begin),
    parts: [
      { name: 'Fetched in', ms: step.fetchMs, tone: 'first' },
      { name: 'stored in', ms: step.storeMs, tone: 'second' },
    ],
    result: changed(step) > 0 ? `${countWords(changed(step), 'change')}` : 'no change',
    detail: <StepCalls step={step} />,
  };
}

/** When each page was fetched and stored. */
export function RunWaterfall({ run }: { run: RunWithParts }) {
  const steps = run.steps.toSorted((a, b) => a.number - b.number);
  const first = steps[0];
  if (!first) {
    const why =
      run.status === 'queued' || run.status === 'running' ? 'The first page is on its way.' : 'No page was stored.';
    return <p className="px-4 py-3 text-muted">{why}</p>;
  }
  const begin = Date.parse(first.startedAt);
  const end = Math.max(...steps.map((step) => Date.parse(step.startedAt) + step.fetchMs + step.storeMs));
  return (
    <>
      <p className="flex gap-4 border-b border-line px-3 py-1.5 text-12 text-muted" aria-hidden="true">
        <span className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-[2px] bg-data" /> Fetched from the app
        </span>
        <span className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-[2px] bg-good" /> Stored
        </span>
      </p>
      <Waterfall
        label="Pages of this run over time"
        span={end - begin}
        rows={steps.map((step) => toRow(step, begin))}
      />
    </>
  );
}
