'use client';

import { useLayoutEffect, useMemo, useRef } from 'react';
import { classNames } from '#app/ui/class-names.ts';

/** Something to see in a line. */
export interface Mark {
  line: number;
  message: string;
  severity: 'error' | 'warning';
}

interface JsonEditorProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  marks: Mark[];
  /** Where the cursor is. */
  onCursor: (at: number) => void;
  /** Brings the cursor to a line; a new object each time. */
  goTo: { line: number } | null;
}

const lineHeight = 18;
const padding = 8;

/** A text area that knows its lines: numbers, marks, Tab for two blanks. */
export function JsonEditor({ label, value, onChange, marks, onCursor, goTo }: JsonEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => value.split('\n').length, [value]);
  const marked = new Map(
    marks.toSorted((one, other) => (one.severity < other.severity ? 1 : -1)).map((mark) => [mark.line, mark]),
  );

  useLayoutEffect(() => {
    const element = area.current;
    if (!goTo || !element) return;
    const before = element.value.split('\n').slice(0, goTo.line - 1);
    const start = before.reduce((sum, line) => sum + line.length + 1, 0);
    const end = element.value.indexOf('\n', start);
    element.focus();
    element.setSelectionRange(start, end === -1 ? element.value.length : end);
    element.scrollTop = Math.max(0, (goTo.line - 4) * lineHeight);
  }, [goTo]);

  return (
    <div className="flex min-h-80 flex-1 overflow-hidden rounded-control border border-control bg-surface focus-within:border-accent-ink">
      <div
        ref={gutter}
        aria-hidden="true"
        className="w-12 shrink-0 overflow-hidden border-r border-line bg-canvas py-2 text-right font-mono text-12 text-faint select-none"
      >
        {Array.from({ length: lines }, (_, index) => {
          const mark = marked.get(index + 1);
          return (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              key={index}
              title={mark?.message}
              className={classNames(
                'h-[18px] pr-2 leading-[18px]',
                mark?.severity === 'error' && 'bg-failed-tint font-semibold text-failed',
                mark?.severity === 'warning' && 'bg-attention-tint text-attention',
              )}
            >
              {index + 1}
            </div>
          );
        })}
      </div>
      <textarea
        ref={area}
        aria-label={label}
        aria-invalid={marks.some(({ severity }) => severity === 'error') || undefined}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        wrap="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onSelect={(event) => onCursor(event.currentTarget.selectionStart)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        onKeyDown={(event) => {
          // Escape first, then Tab leaves the field: nobody is caught in it.
          if (event.key === 'Escape') event.currentTarget.dataset.leaving = 'yes';
          else if (event.key !== 'Tab') delete event.currentTarget.dataset.leaving;
          if (event.key !== 'Tab' || event.shiftKey || event.currentTarget.dataset.leaving) return;
          event.preventDefault();
          const { selectionStart, selectionEnd } = event.currentTarget;
          event.currentTarget.setRangeText('  ', selectionStart, selectionEnd, 'end');
          onChange(event.currentTarget.value);
        }}
        style={{ paddingTop: padding, paddingBottom: padding }}
        className="min-w-0 flex-1 resize-none overflow-auto bg-transparent px-3 font-mono text-12 leading-[18px] whitespace-pre text-ink outline-none"
      />
    </div>
  );
}
