import type { IntegrationDetail } from '../../core/contract.ts';
import { Button } from '../controls/button.tsx';
import { useRouter } from '../router.tsx';
import { useTab } from '../tab-context.ts';
import { LazyClosedOffer } from './lazy-control-panel.tsx';
import { Permissions, WhatItDoes } from './what-it-does.tsx';

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
            <LazyClosedOffer detail={detail} />
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
