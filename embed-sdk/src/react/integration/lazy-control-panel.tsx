import type { ReactNode } from 'react';
import type { InstallationView, IntegrationDetail } from '../../core/contract.ts';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { lazyFile } from '../lazy-file.ts';
import type { Section } from '../route.ts';
import { useResource } from '../use-resource.ts';
import { withLater } from '../with-later.ts';

export interface PanelProps {
  detail: IntegrationDetail;
  installation: InstallationView;
  section?: Section | undefined;
}

/** Fetched while the page of the app is read. */
export const panelFile = lazyFile(() => withLater(() => import('./control-panel.tsx')));

export function LazyControlPanel(props: PanelProps) {
  return <Later draw={(file) => <file.ControlPanel {...props} />} />;
}

/** What is said of an app that cannot be connected now comes with the panel. */
export function LazyClosedOffer({ detail }: Pick<PanelProps, 'detail'>) {
  return <Later draw={(file) => <file.ClosedOffer detail={detail} />} />;
}

type Panel = NonNullable<ReturnType<typeof panelFile.getSnapshot>['data']>;

function Later({ draw }: { draw: (file: Panel) => ReactNode }) {
  const { data: file, error } = useResource(panelFile);
  if (file) return draw(file);
  if (error) return <ErrorNotice error={error} onRetry={panelFile.load} />;
  return <div className="pt-bone pt-bone--block" aria-hidden="true" />;
}
