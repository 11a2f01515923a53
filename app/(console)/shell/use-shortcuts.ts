'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { innerPlaces, places, settingsPlace } from './places.ts';
import { useShortcutsOn } from './shortcuts-on.ts';

const typing = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]';
/** How long `g` waits for the letter after it. */
const patienceMs = 1_200;

/** ⌘K opens the palette, `/` goes to the search of the page, `g c` to the customers, and so on. */
export function useShortcuts(openPalette: () => void): void {
  const router = useRouter();
  const single = useShortcutsOn();
  useEffect(() => {
    let jumpUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        openPalette();
        return;
      }
      if (!single || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(typing)) return;
      if (event.key === '/') {
        const search = document.querySelector<HTMLInputElement>('[data-search]');
        event.preventDefault();
        if (search) search.focus();
        else openPalette();
        return;
      }
      const jumping = Date.now() < jumpUntil;
      jumpUntil = event.key === 'g' && !jumping ? Date.now() + patienceMs : 0;
      if (!jumping) return;
      const place = [...places, ...innerPlaces, settingsPlace].find((one) => one.key === event.key);
      if (place) router.push(place.href);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [openPalette, router, single]);
}
