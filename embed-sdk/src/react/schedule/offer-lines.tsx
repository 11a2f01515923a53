import { type ReactNode, useState } from 'react';
import type { Schedule, SyncOffer } from '../../core/contract.ts';
import { useTab } from '../tab-context.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { saySchedule } from './schedule-words.ts';

export interface OfferLinesProps {
  offers: SyncOffer[];
  /** Absent where the person may only look. */
  onSwitch: ((key: string, on: boolean) => void) | null;
  onSchedule: ((key: string, schedule: Schedule) => Promise<unknown>) | null;
  /** What else stands at a line. */
  children?: (offer: SyncOffer) => ReactNode;
}

/** What is copied or may be, each on its line: a switch where the customer has the say, and when it is read. */
export function OfferLines({ offers, onSwitch, onSchedule, children }: OfferLinesProps) {
  const tab = useTab();
  const { t } = tab;
  const [changing, setChanging] = useState<string | null>(null);
  const changed = offers.find(({ key }) => key === changing);
  return (
    <>
      <ul className="pt-lines" part="offers">
        {offers.map((offer) => (
          <li key={offer.key}>
            {onSwitch && offer.offer !== 'always' ? (
              <label className="pt-switch pt-lines__name">
                <input
                  type="checkbox"
                  role="switch"
                  part="switch"
                  aria-checked={offer.on}
                  checked={offer.on}
                  onChange={(event) => onSwitch(offer.key, event.currentTarget.checked)}
                />
                <span>{offer.label}</span>
              </label>
            ) : (
              <span className="pt-lines__name">{offer.label}</span>
            )}
            {children?.(offer)}
            {offer.on && offer.schedule && (
              <span className="pt-lines__when pt-small pt-quiet">
                {saySchedule(tab, offer.schedule)}
                {onSchedule && offer.bounds && (
                  <button
                    type="button"
                    className="pt-link"
                    aria-label={t('schedule.changeOf', { label: offer.label })}
                    onClick={() => setChanging(offer.key)}
                  >
                    {t('schedule.change')}
                  </button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      {changed?.bounds && changed.schedule && onSchedule && (
        <ScheduleDialog
          label={changed.label}
          schedule={changed.schedule}
          bounds={changed.bounds}
          onSave={(schedule) => onSchedule(changed.key, schedule)}
          onClose={() => setChanging(null)}
        />
      )}
    </>
  );
}
