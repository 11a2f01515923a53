import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '#app/ui/ui-icon.tsx';

export function PartRows({ children }: { children: ReactNode }) {
  return (
    <div className="divide-y divide-line overflow-hidden rounded-panel border border-line bg-surface">{children}</div>
  );
}

interface PartRowProps {
  id: string;
  title: string;
  /** Beside the title: its name in code, what it does. */
  aside: ReactNode;
  text?: string;
  children: ReactNode;
}

/** Something that the connector can do; what only somebody who builds with it needs is opened by a click. */
export function PartRow({ id, title, aside, text, children }: PartRowProps) {
  return (
    <details id={id} className="group scroll-mt-4">
      <summary className="flex list-none items-start gap-2 px-3 py-2.5 hover:bg-hover focus-visible:-outline-offset-2 md:px-4 [&::-webkit-details-marker]:hidden">
        <span className="flex h-5 items-center">
          <Icon of={ChevronRight} className="text-faint transition-transform group-open:rotate-90" />
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <span className="font-medium text-ink first-letter:uppercase">{title}</span>
            {aside}
          </span>
          {text && <span className="max-w-[72ch] text-muted">{text}</span>}
        </span>
      </summary>
      <div className="flex min-w-0 flex-col gap-4 px-3 pt-1 pb-4 md:pr-4 md:pl-10">{children}</div>
    </details>
  );
}

export function NameInCode({ name }: { name: string }) {
  return <code className="font-mono text-12 text-faint wrap-anywhere">{name}</code>;
}

/** A named piece of what a row opens. */
export function Piece({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <h3 className="text-12 font-medium text-faint">{title}</h3>
      {children}
    </div>
  );
}
