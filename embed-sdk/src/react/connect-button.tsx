import { useState } from 'react';
import { Button } from './controls/button.tsx';
import { IntegrationsDialog } from './integrations-dialog.tsx';
import { PorticoRoot } from './portico-root.tsx';
import { useTab } from './tab-context.ts';
import { useResource } from './use-resource.ts';

/** Props of {@link ConnectButton}. */
export interface ConnectButtonProps {
  /** The integration's slug. */
  slug: string;
}

function OneButton({ slug }: ConnectButtonProps) {
  const { store, t } = useTab();
  const entry = useResource(store.catalogue).data?.find((other) => other.slug === slug);
  const [open, setOpen] = useState(false);
  if (!entry) return null;
  const isNew = entry.state === 'available';
  return (
    <>
      <Button look={isNew ? 'primary' : undefined} onClick={() => setOpen(true)}>
        {t(isNew ? 'integration.connect' : 'integration.manage', { app: entry.name })}
      </Button>
      {open && (
        <IntegrationsDialog
          initial={{ name: isNew ? 'connect' : 'integration', slug }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/**
 * A button that connects one app in a modal, and manages it once it is connected.
 *
 * @example
 * <ConnectButton slug="your-crm" />
 */
export function ConnectButton({ slug }: ConnectButtonProps) {
  return (
    <PorticoRoot>
      <OneButton slug={slug} />
    </PorticoRoot>
  );
}
