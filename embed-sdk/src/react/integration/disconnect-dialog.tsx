import { useId, useState } from 'react';
import type { InstallationView } from '../../core/contract.ts';
import { PorticoError } from '../../core/portico-error.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { CheckIcon, CloseIcon } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import { useRecordWords } from './record-words.ts';

export interface DisconnectDialogProps {
  installation: InstallationView;
  app: string;
  onClose: () => void;
  onDone: () => void;
}

/** Says what will happen before it does. */
export function DisconnectDialog({ installation, app, onClose, onDone }: DisconnectDialogProps) {
  const { client, t } = useTab();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PorticoError | null>(null);
  const records = useRecordWords(installation);
  const heading = useId();
  const account = installation.connection.account ?? t('disconnect.anyAccount');

  const disconnect = () => {
    setBusy(true);
    setError(null);
    client.disconnect(installation.id).then(onDone, (failure: unknown) => {
      setBusy(false);
      if (failure instanceof PorticoError) setError(failure);
    });
  };
  return (
    <Dialog labelledBy={heading} onClose={onClose}>
      <div className="pt-dialog__body">
        <h3 className="pt-subtitle" id={heading}>
          {t('disconnect.title', { app })}
        </h3>
        <ul className="pt-points">
          <li>
            <CloseIcon />
            {t('disconnect.stops', { app })}
          </li>
          <li>
            <CloseIcon />
            {t('disconnect.revokes', { account })}
          </li>
          <li>
            <CloseIcon />
            {t('disconnect.forgets', { app })}
          </li>
          {records && (
            <li>
              <CheckIcon />
              {t('disconnect.stays', { records })}
            </li>
          )}
        </ul>
        {error && <ErrorNotice error={error} />}
        <div className="pt-dialog__actions">
          <Button onClick={onClose}>{t('disconnect.keep')}</Button>
          <Button look="danger" busy={busy} onClick={disconnect}>
            {t('disconnect.confirm')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
