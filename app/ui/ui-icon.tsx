import type { LucideIcon } from 'lucide-react';

/** 16 px, 1.5 stroke, decoration only: the word beside it carries the meaning. */
export function Icon({ of: Shape, className = '' }: { of: LucideIcon; className?: string }) {
  return <Shape size={16} strokeWidth={1.5} aria-hidden="true" className={`shrink-0 ${className}`} />;
}
