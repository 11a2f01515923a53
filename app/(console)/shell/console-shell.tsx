'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Toaster } from '#app/ui/toaster.tsx';
import { TooltipProvider } from '#app/ui/tooltip.tsx';
import { CommandPalette } from './command-palette.tsx';
import { type Me, SignedProvider, useSigned } from './environment.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';
import { useShortcuts } from './use-shortcuts.ts';

export function ConsoleShell({ me, children }: { me: Me; children: ReactNode }) {
  return (
    <SignedProvider me={me}>
      <TooltipProvider>
        <Toaster>
          <Frame>{children}</Frame>
        </Toaster>
      </TooltipProvider>
    </SignedProvider>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const [finding, setFinding] = useState(false);
  const find = useCallback(() => setFinding(true), []);
  const main = useRef<HTMLElement>(null);
  const pathname = usePathname();
  const { environment } = useSigned();
  useShortcuts(find);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page starts at its top
  useEffect(() => {
    main.current?.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className={`flex h-dvh max-md:flex-col ${environment.kind === 'production' ? 'border-t-2 border-ink' : ''}`}>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-control bg-raised px-3 py-1.5 shadow-overlay focus:translate-y-0"
      >
        Skip to the page
      </a>
      <Rail onSearch={find} />
      <TopBar onSearch={find} />
      <main
        ref={main}
        id="main"
        tabIndex={-1}
        className="relative flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto bg-surface"
      >
        {children}
      </main>
      <CommandPalette open={finding} onOpenChange={setFinding} />
    </div>
  );
}
