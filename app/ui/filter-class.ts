import { classNames } from './class-names.ts';

/** The look of a filter: dashed while it filters nothing, solid once it does. */
export const filterClass = (on: boolean): string =>
  classNames(
    'inline-flex h-7 max-w-64 items-center gap-1.5 rounded-control border px-2 text-12 hover:bg-hover',
    on ? 'border-line-strong bg-selected text-ink' : 'border-dashed border-line-strong text-muted',
  );
