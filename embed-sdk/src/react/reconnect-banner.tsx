import { useState } from 'react';
import { Button } from './controls/button.tsx';
import { Notice } from './controls/notice.tsx';
import { IntegrationsDialog } from './integrations-dialog.tsx';
import { sayWhy } from './phrases/say-why.ts';
import { PorticoRoot } from './portico-root.tsx';
import { useTab } from './tab-context.ts';
import { useResource } from './use-resource.ts';

function Banners() {
  const tab = useTab();
  const { store, t } = tab;
  const entries = useResource(store.catalogue).data ?? [];
  const [slug, setSlug] = useState<string | null>(null);
  return (
    <>
      <div className="pt-stack">
        {entries.map((entry) =>
          entry.attention && (entry.attention.remedy === 'reconnect' || entry.attention.remedy === 'retry') ? (
            <Notice
              key={entry.slug}
              tone="warning"
              sentence={sayWhy(tab, entry.attention)}
              action={
                <Button onClick={() => setSlug(entry.slug)}>{t('integration.manage', { app: entry.name })}</Button>
              }
            />
          ) : null,
        )}
      </div>
      {slug && <IntegrationsDialog initial={{ name: 'integration', slug }} onClose={() => setSlug(null)} />}
    </>
  );
}

/**
 * For your own pages: one line for each app that needs the customer, with the way to it; nothing while all is well.
 *
 * @example
 * <ReconnectBanner />
 */
export function ReconnectBanner() {
  return (
    <PorticoRoot>
      <Banners />
    </PorticoRoot>
  );
}
