import type { IntegrationDetail } from '../../core/contract.ts';
import { Button } from '../controls/button.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { lazyFile } from '../lazy-file.ts';
import { useRouter } from '../router.tsx';
import { useTab } from '../tab-context.ts';
import { useResource } from '../use-resource.ts';
import { Permissions, WhatItDoes } from './what-it-does.tsx';

/** Most apps can be connected: what the others say is a file of its own. */
const closedFile = lazyFile(() => import('./closed-offer.tsx'));

function Closed({ detail }: { detail: IntegrationDetail }) {
  const { data: file, error } = useResource(closedFile);
  if (error) return <ErrorNotice error={error} onRetry={closedFile.load} />;
  return file && <file.ClosedOffer detail={detail} />;
}

/** An app that is not connected: what it does, what it may, and one primary button. */
export function Offer({ detail }: { detail: IntegrationDetail }) {
  const { t, session } = useTab();
  const { go } = useRouter();
  const { slug, name: app, state, auth } = detail;
  return (
    <div className="pt-columns">
      <div className="pt-column">
        <WhatItDoes detail={detail} />
        <Permissions detail={detail} />
      </div>
      <aside className="pt-aside pt-aside--first" aria-label={t('integration.connect', { app })}>
        <div className="pt-offer" part="offer">
          {state === 'locked' || state === 'coming_soon' ? (
            <Closed detail={detail} />
          ) : session?.endUser.role !== 'admin' ? (
            <p>{t('integration.viewer', { app })}</p>
          ) : (
            <>
              <Button wide look="primary" focusKey="connect" onClick={() => go({ name: 'connect', slug }, 'connect')}>
                {t('integration.connect', { app })}
              </Button>
              <p className="pt-small pt-quiet">{t(`integration.${auth.kind}Hint`, { app })}</p>
            </>
          )}
        </div>
      </aside>
    </div>
  );
}
