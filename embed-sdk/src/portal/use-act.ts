import { useState } from 'react';
import type { Act } from './portal-api.ts';
import { usePortal } from './portal-context.ts';
import type { PortalAnswer } from './portal-state.ts';

/** One act at a time, and what came of the last one. */
export function useAct() {
  const { api, show } = usePortal();
  const [busy, setBusy] = useState<Act | null>(null);
  const [last, setLast] = useState<PortalAnswer | null>(null);
  const [failed, setFailed] = useState(false);
  async function act(name: Act, more?: object): Promise<void> {
    if (busy) return;
    setBusy(name);
    setFailed(false);
    try {
      const answer = await api(name, more);
      setLast(answer);
      show(answer);
    } catch {
      setFailed(true);
    } finally {
      setBusy(null);
    }
  }
  return { act, busy, last, failed };
}
