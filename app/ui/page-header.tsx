import type { ReactNode } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs.tsx';

interface PageHeaderProps {
  title: ReactNode;
  crumbs?: Crumb[];
  /** The state of what is shown, in one line under the title. */
  children?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, crumbs = [], children, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 border-b border-line px-4 pt-4 pb-4 md:px-6">
      <div className="flex min-w-0 flex-col gap-1">
        {crumbs.length > 0 && <Breadcrumbs crumbs={crumbs} />}
        <h1 className="text-20 font-semibold tracking-tight text-balance wrap-anywhere">{title}</h1>
        {children && <div className="max-w-[72ch] text-muted">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
