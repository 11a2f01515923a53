import type { InstallationView, Schedule } from '../../core/contract.ts';
import { SyncBadge } from '../controls/state-badge.tsx';
import { OfferLines } from '../schedule/offer-lines.tsx';
import { useTab } from '../tab-context.ts';

export interface SyncListProps {
  installation: InstallationView;
  /** Switches an offer on or off by its key; absent where the person may only look. */
  onSwitch: ((key: string, on: boolean) => void) | null;
  onSchedule: ((key: string, schedule: Schedule) => Promise<unknown>) | null;
}

/** What is copied or may be, with how much of it there is and how it stands. */
export function SyncList({ installation: { syncs, offers = [] }, onSwitch, onSchedule }: SyncListProps) {
  const { t, words } = useTab();
  // With one that is always on, the status says it all; unless there is something to choose about it.
  const isPlain = offers.length < 2 && offers.every(({ offer, bounds }) => !bounds && offer !== 'optional');
  if (isPlain) return null;
  return (
    <section className="pt-section">
      <h3 className="pt-subtitle">{t('panel.syncs')}</h3>
      <OfferLines {...{ offers, onSwitch, onSchedule }}>
        {({ sync: id }) => {
          const sync = syncs.find((one) => one.id === id);
          return (
            sync && (
              <>
                <span className="pt-figures pt-quiet">{words.number(sync.records)}</span>
                <SyncBadge status={sync.status} />
              </>
            )
          );
        }}
      </OfferLines>
    </section>
  );
}
