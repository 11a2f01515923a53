import type { ReactNode } from 'react';

interface ListPageProps {
  header: ReactNode;
  filters?: ReactNode;
  /** The one row that is looked at, beside the list. */
  peek?: ReactNode;
  children: ReactNode;
}

/** A page that is one list: head and filters stay, the list scrolls, the peek stands beside it. */
export function ListPage({ header, filters, peek, children }: ListPageProps) {
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col max-md:overflow-y-auto">
        {header}
        {filters && (
          <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2 md:px-6">{filters}</div>
        )}
        {children}
      </div>
      {peek}
    </div>
  );
}
