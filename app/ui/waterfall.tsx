'use client';

import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ScrollRegion } from './scroll-region.tsx';
import { durationWords } from './time-words.ts';
import { Icon } from './ui-icon.tsx';

export interface WaterfallPart {
  name: string;
  ms: number;
  tone: 'first' | 'second';
}

export interface WaterfallRow {
  key: string;
  name: string;
  /** Milliseconds since the beginning of the whole. */
  start: number;
  parts: WaterfallPart[];
  /** What the row did, at its right end. */
  result: ReactNode;
  detail?: ReactNode;
}

const tones = { first: 'bg-data', second: 'bg-good' };

function ticks(span: number): number[] {
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? power * 10;
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => index * step);
}

/** When each part of a whole ran, and for how long. */
export function Waterfall({ label, span, rows }: { label: string; span: number; rows: WaterfallRow[] }) {
  const at = (ms: number) => `${Math.min(100, (ms / Math.max(span, 1)) * 100)}%`;
  return (
    <ScrollRegion label={label} className="max-h-[36rem]">
      <div className="relative min-w-[40rem]">
        <div className="pointer-events-none absolute inset-y-0 right-44 left-36" aria-hidden="true">
          {ticks(span).map((tick) => (
            <span key={tick} className="absolute inset-y-0 w-px bg-line" style={{ left: at(tick) }} />
          ))}
        </div>
        <div
          className="sticky top-0 z-10 flex h-7 border-b border-line pr-44 pl-36 text-12 text-faint"
          aria-hidden="true"
        >
          <div className="relative flex-1">
            {ticks(span).map((tick) => (
              <span key={tick} className="absolute top-1.5 pl-1.5 whitespace-nowrap" style={{ left: at(tick) }}>
                {tick === 0 ? '0' : durationWords(tick)}
              </span>
            ))}
          </div>
        </div>
        <ol>
          {rows.map((row) => (
            <Step key={row.key} row={row} at={at} />
          ))}
        </ol>
      </div>
    </ScrollRegion>
  );
}

function Step({ row, at }: { row: WaterfallRow; at: (ms: number) => string }) {
  const [open, setOpen] = useState(false);
  const took = row.parts.reduce((sum, part) => sum + part.ms, 0);
  const words = row.parts.map((part) => `${part.name} ${durationWords(part.ms)}`).join(', ');
  return (
    <li className="border-b border-line last:border-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-8 w-full items-center text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="flex w-36 shrink-0 items-center gap-1.5 truncate pl-3">
          <Icon of={ChevronRight} className={`size-3.5 text-faint transition-transform ${open ? 'rotate-90' : ''}`} />
          {row.name}
        </span>
        <span className="relative h-2.5 flex-1" title={words}>
          <span className="sr-only">{words}</span>
          <span
            className="absolute inset-y-0 flex min-w-1 overflow-hidden rounded-[2px]"
            style={{ left: at(row.start), width: at(took) }}
          >
            {row.parts.map((part) => (
              <span
                key={part.name}
                className={`${tones[part.tone]} h-full`}
                style={{ flexGrow: Math.max(part.ms, 0.1) }}
              />
            ))}
          </span>
        </span>
        <span className="flex w-44 shrink-0 items-center justify-end gap-2 pr-3 text-12 text-muted tabular-nums">
          <span className="truncate">{row.result}</span>
          <span className="w-14 shrink-0 text-right text-faint">{durationWords(took)}</span>
        </span>
      </button>
      {open && row.detail && <div className="relative border-t border-line bg-canvas py-2 pr-3 pl-9">{row.detail}</div>}
    </li>
  );
}
