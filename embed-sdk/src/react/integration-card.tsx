import { useState } from 'react';
import { Card } from './catalogue/card.tsx';
import { IntegrationsDialog } from './integrations-dialog.tsx';
import { PorticoRoot } from './portico-root.tsx';
import { useTab } from './tab-context.ts';
import { useResource } from './use-resource.ts';

/** Props of {@link IntegrationCard}. */
export interface IntegrationCardProps {
  /** The integration's slug. */
  slug: string;
}

function OneCard({ slug }: IntegrationCardProps) {
  const { store } = useTab();
  const entry = useResource(store.catalogue).data?.find((other) => other.slug === slug);
  const [open, setOpen] = useState(false);
  if (!entry) return null;
  return (
    <>
      <Card entry={entry} onOpen={() => setOpen(true)} />
      {open && <IntegrationsDialog initial={{ name: 'integration', slug }} onClose={() => setOpen(false)} />}
    </>
  );
}

/**
 * One card of the catalogue in a page of your own; opens the app's page in a modal.
 *
 * @example
 * <IntegrationCard slug="your-crm" />
 */
export function IntegrationCard({ slug }: IntegrationCardProps) {
  return (
    <PorticoRoot>
      <OneCard slug={slug} />
    </PorticoRoot>
  );
}
