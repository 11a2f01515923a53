import { createContext, useContext } from 'react';
import type { ConnectFlow } from '../../core/connect-flow.ts';
import type { ConnectSnapshot } from '../../core/connect-snapshot.ts';
import type { IntegrationDetail } from '../../core/contract.ts';

/** What the steps of one wizard share. */
export interface Wizard {
  detail: IntegrationDetail;
  flow: ConnectFlow;
  snapshot: ConnectSnapshot;
  /** Ends the flow and leaves. */
  cancel: () => void;
  /** Whether somebody is being asked by e-mail to do this step. */
  asking: boolean;
  ask: (asking: boolean) => void;
}

export const WizardContext = createContext<Wizard | null>(null);

export function useWizard(): Wizard {
  const wizard = useContext(WizardContext);
  if (!wizard) throw new Error('Steps are drawn inside <WizardScreen>.');
  return wizard;
}

/** The snapshot holds the error and the step shows it: the rejection says the same once more. */
export const shown = (step: Promise<void>): void => void step.catch(() => undefined);
