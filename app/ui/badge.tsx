import type { ReactNode } from 'react';

/** A small fact beside a name: a scope, a method, a kind. */
export function Badge({ children, mono = false }: { children: ReactNode; mono?: boolean }) {
  return (
    <span
      className={`inline-flex h-5 items-center align-middle whitespace-nowrap rounded-control border border-line bg-canvas px-1.5 text-12 text-muted ${mono ? 'font-mono' : ''}`}
    >
      {children}
    </span>
  );
}
