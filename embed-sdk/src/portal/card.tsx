import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { usePortal } from './portal-context.ts';

/** Whose page it is: the picture, or the name where there is none. */
export function BrandMark({ as: Tag = 'p' }: { as?: 'p' | 'h1' }) {
  const { brand } = usePortal().data;
  if (!brand.name) return null;
  return (
    <Tag className="portal-brand">
      {brand.logo ? <img src={brand.logo} alt={brand.name} /> : <span>{brand.name}</span>}
    </Tag>
  );
}

/** The first card is the page itself, which is read from its beginning. */
let isLater = false;

/** One thing to read and one thing to do. Its heading takes the focus when another card took the place of the one before. */
export function Card({ heading, children }: { heading: string; children?: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (heading && isLater) title.current?.focus();
    isLater = true;
  }, [heading]);
  return (
    <main className="portal-card pt-enter">
      <BrandMark />
      <h1 className="pt-title" tabIndex={-1} ref={title}>
        {heading}
      </h1>
      {children}
    </main>
  );
}
