import { useId, useState } from 'react';
import type { Schedule, ScheduleBounds } from '../../core/contract.ts';
import { PorticoError } from '../../core/portico-error.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { useTab } from '../tab-context.ts';
import { SchedulePicker } from './schedule-picker.tsx';

export interface ScheduleDialogProps {
  label: string;
  schedule: Schedule;
  bounds: ScheduleBounds;
  onSave: (schedule: Schedule) => Promise<unknown>;
  onClose: () => void;
}

/** Chooses when something is read; what the server does not take is said beside it. */
export function ScheduleDialog({ label, schedule, bounds, onSave, onClose }: ScheduleDialogProps) {
  const { t } = useTab();
  const heading = useId();
  const [chosen, setChosen] = useState(schedule);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PorticoError | null>(null);
  const save = () => {
    setBusy(true);
    setError(null);
    onSave(chosen).then(onClose, (failure: unknown) => {
      setBusy(false);
      if (failure instanceof PorticoError) setError(failure);
    });
  };
  return (
    <Dialog labelledBy={heading} onClose={onClose}>
      <div className="pt-dialog__body">
        <h3 className="pt-subtitle" id={heading}>
          {t('schedule.title', { label })}
        </h3>
        <SchedulePicker value={chosen} bounds={bounds} onChange={setChosen} labelledBy={heading} />
        {error && <ErrorNotice error={error} />}
        <div className="pt-dialog__actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" busy={busy} onClick={save}>
            {t('schedule.save')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
