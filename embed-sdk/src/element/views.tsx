import type { ReactNode } from 'react';
import { Activity } from '../react/activity.tsx';
import { ConnectButton } from '../react/connect-button.tsx';
import { IntegrationCard } from '../react/integration-card.tsx';
import { Integrations, type IntegrationsProps } from '../react/integrations.tsx';
import { ReconnectBanner } from '../react/reconnect-banner.tsx';
import { Wizard } from '../react/wizard.tsx';

/** What the attribute `view` may name; all but the first and the last are of one app, by the attribute `slug`. */
const VIEWS: Record<string, (slug: string, tab: IntegrationsProps) => ReactNode> = {
  integrations: (_slug, tab) => <Integrations {...tab} />,
  card: (slug) => <IntegrationCard slug={slug} />,
  'connect-button': (slug) => <ConnectButton slug={slug} />,
  wizard: (slug) => <Wizard slug={slug} />,
  activity: (slug) => <Activity slug={slug} />,
  'reconnect-banner': () => <ReconnectBanner />,
};

/** The view that the attributes name; the whole tab where they name none. */
export function viewOf(name: string | null, slug: string | null, tab: IntegrationsProps): ReactNode {
  const view = VIEWS[name ?? ''] ?? VIEWS.integrations;
  return view?.(slug ?? '', tab);
}
