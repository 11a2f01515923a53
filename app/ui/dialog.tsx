'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon } from './ui-icon.tsx';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** A secret is shown once: neither Escape nor a click beside the dialog may lose it. */
  keepOpen?: boolean;
}

export function Dialog({ open, onOpenChange, title, description, children, keepOpen = false }: DialogProps) {
  const hold = (event: Event) => {
    if (keepOpen) event.preventDefault();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          onEscapeKeyDown={hold}
          onPointerDownOutside={hold}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className="enter fixed top-[max(1rem,12vh)] left-1/2 z-40 flex max-h-[calc(100dvh-max(1rem,12vh)-1rem)] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 flex-col overflow-auto rounded-panel border border-line bg-raised shadow-overlay"
        >
          <div className="flex flex-col gap-1 px-5 pt-4 pr-12">
            <Radix.Title className="text-16 font-semibold">{title}</Radix.Title>
            {description && <Radix.Description className="text-muted">{description}</Radix.Description>}
          </div>
          <div className="px-5 pt-4 pb-5">{children}</div>
          {!keepOpen && (
            <Radix.Close className="absolute top-3.5 right-3.5 inline-flex size-7 items-center justify-center rounded-control text-faint hover:bg-hover hover:text-ink">
              <Icon of={X} />
              <span className="sr-only">Close</span>
            </Radix.Close>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
