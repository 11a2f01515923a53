import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  /** What will be here, and how it gets here. */
  children: ReactNode;
  action?: ReactNode;
  /** The API call for the same. */
  call?: ReactNode;
}

/** An empty place teaches: what comes here, one button, and the call that does the same. */
export function EmptyState({ title, children, action, call }: EmptyStateProps) {
  return (
    <div className="flex max-w-xl flex-col items-start gap-3 px-4 py-8 md:px-6">
      <h2 className="text-14 font-semibold">{title}</h2>
      <div className="text-muted">{children}</div>
      {action}
      {call}
    </div>
  );
}
