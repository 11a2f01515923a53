import { useEffect } from 'react';
import type { InstallationView } from '../core/contract.ts';
import { PorticoRoot } from './portico-root.tsx';
import type { Route } from './route.ts';
import { Tab } from './tab.tsx';
import { usePortico } from './tab-context.ts';

/** Props of {@link Wizard}. */
export interface WizardProps {
  /** The integration's slug. */
  slug: string;
  /** The id of a connection to reconnect. */
  reconnect?: string;
  /** Goes on with a connect that was begun before the page was left, by its id (`wizard.step` says it in the address). */
  resume?: string;
  /** The account is connected, and the first sync has started. */
  onDone?: (installation: InstallationView) => void;
  /** Somebody left: nothing was connected. */
  onCancel?: () => void;
}

/**
 * The wizard of one app in a page of your own; at its end the app's own page takes its place.
 *
 * @example
 * <Wizard slug="your-crm" onDone={() => navigate('/done')} />
 */
export function Wizard({ slug, reconnect, resume, onDone, onCancel }: WizardProps) {
  const { tab } = usePortico();
  const route: Route = { name: 'connect', slug, reconnect, resume };
  useEffect(
    () =>
      tab?.client.on('*', (event) => {
        if (event.type === 'installation.created' && event.integration === slug) onDone?.(event.installation);
        if (event.type === 'connect.cancelled' && event.integration === slug && event.reason === 'by_user')
          onCancel?.();
      }),
    [tab, slug, onDone, onCancel],
  );
  return (
    <PorticoRoot>
      <Tab key={[slug, reconnect, resume].join(' ')} initial={route} />
    </PorticoRoot>
  );
}
