'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/**
 * The filters of a page live in its address, so that a view can be sent to somebody. `set` changes some of them and
 * keeps the rest; an empty one leaves the address.
 */
export function useFilters() {
  const params = useSearchParams();
  const get = useCallback((name: string) => params.get(name) ?? '', [params]);
  const set = useCallback((changes: Record<string, string>) => {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const query = next.toString();
    history.replaceState(null, '', query ? `${location.pathname}?${query}` : location.pathname);
  }, []);
  return { get, set };
}
