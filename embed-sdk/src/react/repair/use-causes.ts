import { useCallback, useEffect, useState } from 'react';
import type { FailureCause, InstallationView } from '../../core/contract.ts';
import { PorticoError } from '../../core/portico-error.ts';
import { useTab } from '../tab-context.ts';

export interface Causes {
  open: FailureCause[];
  aside: FailureCause[];
  error: PorticoError | null;
  reload: () => void;
}

/** Why records of an installation failed; read anew whenever their number changes. */
export function useCauses({ id, failing }: InstallationView, showAside: boolean): Causes {
  const { client } = useTab();
  const [state, setState] = useState<Omit<Causes, 'reload'>>({ open: [], aside: [], error: null });
  const [round, setRound] = useState(0);
  const [records, causes] = [failing?.records ?? 0, failing?.causes ?? 0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the numbers and the round say when to read, not what.
  useEffect(() => {
    let over = false;
    const none = { causes: [] };
    Promise.all([
      // After something was done, what the panel counts may be of before.
      records > 0 || round > 0 ? client.repair.causes(id) : none,
      showAside ? client.repair.causes(id, 'ignored') : none,
    ]).then(
      ([open, aside]) => {
        if (!over) setState({ open: open.causes, aside: aside.causes, error: null });
      },
      (error: unknown) => {
        if (!over && error instanceof PorticoError && error.code !== 'disposed') setState((now) => ({ ...now, error }));
      },
    );
    return () => {
      over = true;
    };
  }, [client, id, records, causes, showAside, round]);
  return { ...state, reload: useCallback(() => setRound((now) => now + 1), []) };
}
