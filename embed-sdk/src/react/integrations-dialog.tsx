import { useId } from 'react';
import { Dialog } from './controls/dialog.tsx';
import { CloseIcon } from './controls/icons.tsx';
import type { Route } from './route.ts';
import type { Routing } from './routing.ts';
import { Tab } from './tab.tsx';
import { useTab } from './tab-context.ts';

export interface IntegrationsDialogProps {
  initial: Route;
  routing?: Routing;
  onClose: () => void;
}

/** The screens in a modal, for the components that stand alone in the host's own pages. */
export function IntegrationsDialog({ initial, routing, onClose }: IntegrationsDialogProps) {
  const { t } = useTab();
  const label = useId();
  return (
    <Dialog wide labelledBy={label} onClose={onClose}>
      <span className="pt-hidden" id={label}>
        {t('catalogue.title')}
      </span>
      <div className="pt-dialog__bar">
        <button type="button" className="pt-icon-button" aria-label={t('action.close')} onClick={onClose}>
          <CloseIcon />
        </button>
      </div>
      <Tab initial={initial} routing={routing} />
    </Dialog>
  );
}
