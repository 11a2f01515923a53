import type { ReactNode } from 'react';

/** A page outside the console: sign-in, first start, something that isn't there. One column, left where reading starts. */
export function OutsidePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center bg-canvas px-4 py-[max(2rem,12vh)]">
      <div className="flex w-full max-w-sm flex-col gap-6">
        <Wordmark />
        <h1 className="text-20 font-semibold tracking-tight">{title}</h1>
        {children}
      </div>
    </main>
  );
}

function Wordmark() {
  return (
    <p className="flex items-center gap-2 text-14 font-semibold">
      <svg viewBox="0 0 20 20" className="size-5 text-accent" aria-hidden="true">
        <path
          d="M2 8 10 2.5 18 8M3.5 17.5h13M5 9.5v6M10 9.5v6M15 9.5v6"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
        />
      </svg>
      Portico
    </p>
  );
}
