import type { ReactNode } from 'react';
import { Button } from '../controls/button.tsx';
import { useTab } from '../tab-context.ts';
import { useWizard } from './wizard-context.ts';

/** The buttons of a step: what goes on, cancel, and back where there is a step behind; `final` where there is no way back. */
export function StepActions({ children, final = false }: { children: ReactNode; final?: boolean }) {
  const { t } = useTab();
  const { flow, snapshot, cancel } = useWizard();
  return (
    <div className="pt-step__actions">
      {children}
      <Button look="plain" onClick={cancel}>
        {t('action.cancel')}
      </Button>
      {!final && snapshot.behind.length > 0 && (
        <Button look="plain" className="pt-step__back" onClick={() => flow.back()}>
          {t('action.back')}
        </Button>
      )}
    </div>
  );
}
