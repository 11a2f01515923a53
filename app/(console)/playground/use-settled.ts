'use client';

import { useEffect, useState } from 'react';

const afterMs = 500;

/** The value once it has not changed for a moment. */
export function useSettled(value: string): string {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), afterMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
