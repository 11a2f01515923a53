import type { InstallationView, SyncOffer } from '../../core/contract.ts';
import { SyncBadge } from '../controls/state-badge.tsx';
import { useTab } from '../tab-context.ts';

export interface SyncListProps {
  installation: InstallationView;
  /** Switches an offer on or off by its key; absent where the person may only look. */
  onSwitch: ((key: string, on: boolean) => void) | null;
}

/** What is copied or may be, each on its line, with a switch where the customer has the say. */
export function SyncList({ installation: { syncs, offers = [] }, onSwitch }: SyncListProps) {
  const { t, words } = useTab();
  // With one that is always on, the status says it all.
  if (offers.length < 2 && offers.every(({ offer }) => offer === 'always' || offer === 'on')) return null;
  const line = (offer: SyncOffer) => {
    const sync = syncs.find(({ id }) => id === offer.sync);
    return (
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
        {sync && <span className="pt-figures pt-quiet">{words.number(sync.records)}</span>}
        {sync && <SyncBadge status={sync.status} />}
      </li>
    );
  };
  return (
    <section className="pt-section">
      <h3 className="pt-subtitle">{t('panel.syncs')}</h3>
      <ul className="pt-lines">{offers.map(line)}</ul>
    </section>
  );
}
