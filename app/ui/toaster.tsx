'use client';

import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { StatusShape } from './status-shape.tsx';
import { Icon } from './ui-icon.tsx';

interface Told {
  id: number;
  sentence: string;
}

const TellContext = createContext<(sentence: string) => void>(() => undefined);

/** Says a sentence about something that is no longer on the page: a deleted endpoint, a revoked key. Nothing else uses it. */
export const useTell = () => useContext(TellContext);

export function Toaster({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<Told[]>([]);
  const tell = useCallback((sentence: string) => setTold((list) => [...list, { id: Date.now(), sentence }]), []);
  return (
    <TellContext value={tell}>
      <Radix.Provider swipeDirection="down" duration={6_000} label="Notice">
        {children}
        {told.map(({ id, sentence }) => (
          <Radix.Root
            key={id}
            onOpenChange={(open) => {
              if (!open) setTold((list) => list.filter((item) => item.id !== id));
            }}
            className="enter flex items-center gap-2.5 rounded-panel border border-line bg-raised py-2 pr-2 pl-3 shadow-overlay"
          >
            <StatusShape tone="active" />
            <Radix.Description className="min-w-0 flex-1">{sentence}</Radix.Description>
            <Radix.Close className="inline-flex size-6 items-center justify-center rounded-control text-faint hover:bg-hover hover:text-ink">
              <Icon of={X} className="size-3.5" />
              <span className="sr-only">Close</span>
            </Radix.Close>
          </Radix.Root>
        ))}
        <Radix.Viewport className="fixed right-4 bottom-4 z-50 flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2 outline-none" />
      </Radix.Provider>
    </TellContext>
  );
}
