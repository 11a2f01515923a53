import type { ReactNode } from 'react';

interface SectionProps {
  title: string;
  /** A line beside the title: a count, what it means. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A named part of a page: its heading on the page, its content in one hairline box. */
export function Section({ title, note, actions, children }: SectionProps) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-14 font-semibold">{title}</h2>
        {note && <p className="text-12 text-faint">{note}</p>}
        {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
      </div>
      <div className="min-w-0 flex-1 overflow-hidden rounded-panel border border-line bg-surface">{children}</div>
    </div>
  );
}
