'use client';

import { useEffect } from 'react';

/** The name of what is shown, in the window's title, once it is known. */
export function useTitle(name: string | undefined): void {
  useEffect(() => {
    if (name) document.title = `${name} · Portico`;
  }, [name]);
}
