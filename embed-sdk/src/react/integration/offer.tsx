import type { IntegrationDetail } from '../../core/contract.ts';
import { Button } from '../controls/button.tsx';
import { useRouter } from '../router.tsx';
import { usePortico, useTab } from '../tab-context.ts';
import { Permissions, WhatItDoes } from './what-it-does.tsx';

/** An app that is not connected: what it does, what it may, and one primary button. */
export function Offer({ detail }: { detail: IntegrationDetail }) {
  const { t, session } = useTab();
  const { onUpgrade } = usePortico();
  const { go } = useRouter();
  const { slug, name: app, state, auth } = detail;
  const closed = state === 'locked' ? 'integration.locked' : state === 'coming_soon' ? 'integration.comingSoon' : null;
  const reason = closed ?? (session?.endUser.role !== 'admin' ? 'integration.viewer' : null);
  return (
    <div className="pt-columns">
      <div className="pt-column">
        <WhatItDoes detail={detail} />
        <Permissions detail={detail} />
      </div>
      <aside className="pt-aside pt-aside--first" aria-label={t('integration.connect', { app })}>
        <div className="pt-offer" part="offer">
          {reason ? (
            <>
              <p>{t(reason, { app })}</p>
              {state === 'locked' && onUpgrade && (
                <Button wide look="primary" onClick={() => onUpgrade(slug)}>
                  {t('integration.upgrade')}
                </Button>
              )}
            </>
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
