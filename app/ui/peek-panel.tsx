'use client';

import { ArrowUpRight, X } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import { Icon } from './ui-icon.tsx';

interface PeekPanelProps {
  title: ReactNode;
  /** Names the panel for people who don't see it. */
  label: string;
  href?: string;
  onClose: () => void;
  children: ReactNode;
}

/** One row, beside its list. On a narrow window it covers the list. Escape closes it and leaves the focus where it was. */
export function PeekPanel({ title, label, href, onClose, children }: PeekPanelProps) {
  const close = useRef(onClose);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (matchMedia('(max-width: 63.99rem)').matches) panel.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      close.current();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={label}
      className="enter z-30 flex min-h-0 w-full flex-col overflow-y-auto bg-surface outline-none max-lg:fixed max-lg:inset-0 lg:w-[24rem] lg:shrink-0 lg:border-l lg:border-line xl:w-[27rem]"
    >
      <div className="sticky top-0 z-10 flex items-center gap-1 border-b border-line bg-surface py-1.5 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-13 font-semibold">{title}</h2>
        {href && (
          <Button look="quiet" size="small" asChild>
            <Link href={href}>
              <Icon of={ArrowUpRight} />
              Open
            </Link>
          </Button>
        )}
        <Button look="quiet" size="icon" onClick={onClose} title="Close (Esc)">
          <Icon of={X} />
          <span className="sr-only">Close</span>
        </Button>
      </div>
      <div className="flex flex-col gap-5 p-4">{children}</div>
    </aside>
  );
}
