import { type RefObject, useEffect } from 'react';
import type { Section } from '../route.ts';

/** Brings the part of the page that a link leads to into view and gives it the focus, once the page is there. */
export function useSection(page: RefObject<HTMLElement | null>, section: Section | undefined, ready: boolean): void {
  useEffect(() => {
    if (!section || !ready) return;
    const part = page.current?.querySelector(`[data-pt-section="${section}"]`);
    if (!(part instanceof HTMLElement)) return;
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
    part.scrollIntoView?.({ block: 'start' });
  }, [page, section, ready]);
}
