import { useState } from 'react';
import { PorticoError } from '../../core/portico-error.ts';

/** One command at a time, with what it failed with. */
export function useCommand(): {
  busy: string | null;
  error: PorticoError | null;
  run: (name: string, command: () => Promise<unknown>) => void;
} {
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<PorticoError | null>(null);
  return {
    busy,
    error,
    run(name, command) {
      if (busy) return;
      setBusy(name);
      setError(null);
      command()
        .catch((failure: unknown) => {
          if (!(failure instanceof PorticoError)) throw failure;
          if (failure.code !== 'disposed') setError(failure);
        })
        .finally(() => setBusy(null));
    },
  };
}
