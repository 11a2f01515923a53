import type { ReactNode } from 'react';

/**
 * What may be wider than the window scrolls in its own region, which the keyboard reaches and a reader can name.
 * `relative`: what is hidden for readers only must not stick out of it.
 */
export function ScrollRegion({ label, className = '', children }: { label: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus, or a keyboard can't scroll it (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className={`relative overflow-auto focus-visible:-outline-offset-2 ${className}`}>
      {children}
    </section>
  );
}
