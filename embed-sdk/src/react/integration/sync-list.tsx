import type { SyncView } from '../../core/contract.ts';
import { SyncBadge } from '../controls/state-badge.tsx';
import { useTab } from '../tab-context.ts';

/** What is copied, each on its line; with one sync the status says it all. */
export function SyncList({ syncs }: { syncs: SyncView[] }) {
  const { t, words } = useTab();
  if (syncs.length < 2) return null;
  return (
    <section className="pt-section">
      <h3 className="pt-subtitle">{t('panel.syncs')}</h3>
      <ul className="pt-lines">
        {syncs.map((sync) => (
          <li key={sync.id}>
            <span className="pt-lines__name">{sync.label}</span>
            <span className="pt-figures pt-quiet">{words.number(sync.records)}</span>
            <SyncBadge status={sync.status} />
          </li>
        ))}
      </ul>
    </section>
  );
}
