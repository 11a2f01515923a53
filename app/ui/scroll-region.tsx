import type { ReactNode } from 'react';

/**
 * What may be wider than the window scrolls in its own region, which the keyboard reaches and a reader can name.
 * `relative`: what is hidden for readers only must not stick out of it.
 */
export function ScrollRegion({
  label,
  className = '',
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus a keyboard can't scroll the region (WCAG 2.1.1)
      tabIndex={0}
      className={`relative overflow-auto focus-visible:-outline-offset-2 ${className}`}
    >
      {children}
    </section>
  );
}
