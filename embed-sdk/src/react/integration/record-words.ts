import type { InstallationView } from '../../core/contract.ts';
import { useTab } from '../tab-context.ts';

/** What has arrived, counted: "1,240 contacts and 310 companies". */
export function useRecordWords({ syncs }: InstallationView): string {
  const { words } = useTab();
  return words.list(
    syncs.filter((sync) => sync.records > 0).map((sync) => `${words.number(sync.records)} ${sync.label}`),
  );
}
