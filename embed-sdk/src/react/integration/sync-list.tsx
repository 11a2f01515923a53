import type { SyncView } from '../../core/contract.ts';
import { SyncBadge } from '../controls/state-badge.tsx';
import { useTab } from '../tab-context.ts';

export interface SyncListProps {
  syncs: SyncView[];
  /** Switches one on or off; absent where the person may only look. */
  onSwitch: ((sync: SyncView, on: boolean) => void) | null;
}

/** What is copied, each on its line with its switch; with one sync the status says it all. */
export function SyncList({ syncs, onSwitch }: SyncListProps) {
  const { t, words } = useTab();
  if (syncs.length < 2) return null;
  return (
    <section className="pt-section">
      <h3 className="pt-subtitle">{t('panel.syncs')}</h3>
      <ul className="pt-lines">
        {syncs.map((sync) => (
          <li key={sync.id}>
            {onSwitch ? (
              <label className="pt-switch pt-lines__name">
                <input
                  type="checkbox"
                  role="switch"
                  part="switch"
                  aria-checked={sync.status !== 'paused'}
                  checked={sync.status !== 'paused'}
                  onChange={(event) => onSwitch(sync, event.currentTarget.checked)}
                />
                <span>{sync.label}</span>
              </label>
            ) : (
              <span className="pt-lines__name">{sync.label}</span>
            )}
            <span className="pt-figures pt-quiet">{words.number(sync.records)}</span>
            <SyncBadge status={sync.status} />
          </li>
        ))}
      </ul>
    </section>
  );
}
