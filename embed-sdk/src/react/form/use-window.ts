import { type RefObject, useEffect, useState } from 'react';

/** Shorter lists are drawn as a whole. */
const LONG = 100;
/** Rows that are drawn beyond what is seen, and by which the window moves. */
const AROUND = 20;

/** The rows of a long list that are drawn: those in sight and some around them. All of a short one. */
export interface ListWindow {
  isLong: boolean;
  from: number;
  to: number;
  onScroll: () => void;
}

/** Draws a long list as a window of rows that are equally high; `active` is always among what can be seen. */
export function useWindow(
  box: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  active: number,
): ListWindow {
  const [at, setAt] = useState(0);
  const isLong = count > LONG;
  const from = isLong ? Math.max(0, Math.min(at, count - 4 * AROUND)) : 0;
  const to = isLong ? Math.min(count, from + 4 * AROUND) : count;
  const onScroll = () => {
    const row = Math.floor((box.current?.scrollTop ?? 0) / rowHeight);
    setAt(Math.max(0, (Math.floor(row / AROUND) - 1) * AROUND));
  };
  useEffect(() => {
    if (isLong && box.current && active >= 0 && (active < from || active >= to))
      box.current.scrollTop = active * rowHeight;
  }, [box, isLong, active, from, to, rowHeight]);
  return { isLong, from, to, onScroll };
}
