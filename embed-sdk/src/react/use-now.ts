import { useEffect, useState } from 'react';

const EVERY_MS = 15_000;

/** The time, for "2 minutes ago": moves on by itself while it is on screen. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
