import { useEffect, useLayoutEffect, useRef } from 'react';
import { usePortico } from '../tab-context.ts';
import { laterCss } from '../with-later.ts';
import { shareSheet } from './style-sheets.ts';

const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** The styles of parts that are fetched by need, brought with them. */
export function LaterStyles() {
  const { theme } = usePortico();
  const place = useRef<HTMLSpanElement>(null);
  const unstyled = theme.unstyled === true;
  useBeforePaint(
    () => (place.current && !unstyled ? shareSheet(place.current, 'later', laterCss) : undefined),
    [unstyled],
  );
  return <span hidden ref={place} />;
}
