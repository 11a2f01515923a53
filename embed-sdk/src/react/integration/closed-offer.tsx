import type { IntegrationDetail } from '../../core/contract.ts';
import { Button } from '../controls/button.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { usePortico, useTab } from '../tab-context.ts';
import { useCommand } from './use-command.ts';

/** An app that cannot be connected now. */
export function ClosedOffer({ detail }: { detail: IntegrationDetail }) {
  return detail.state === 'locked' ? <LockedOffer detail={detail} /> : <SoonOffer detail={detail} />;
}

/** Not in the plan: why, in the vendor's words, and the way to get it. */
function LockedOffer({ detail: { slug, name: app, upsell } }: { detail: IntegrationDetail }) {
  const { t } = useTab();
  const { onUpgrade } = usePortico();
  return (
    <>
      <p>{upsell?.text ?? t('integration.locked', { app })}</p>
      {onUpgrade ? (
        <Button wide look="primary" onClick={() => onUpgrade(slug)}>
          {t('integration.upgrade')}
        </Button>
      ) : (
        upsell?.url && (
          <a className="pt-link" href={upsell.url} target="_blank" rel="noreferrer">
            {t('integration.upgrade')}
          </a>
        )
      )}
    </>
  );
}

/** Not there yet: the vendor is told who would like it. */
function SoonOffer({ detail: { slug, name: app, requested } }: { detail: IntegrationDetail }) {
  const { t, client, store } = useTab();
  const { busy, error, run } = useCommand();
  const ask = async () => {
    await client.request(slug);
    store.integration(slug).update((known) => ({ ...known, requested: true }));
  };
  return (
    <>
      <p>{t('integration.comingSoon')}</p>
      {error && <ErrorNotice error={error} />}
      <div role="status">{requested && <p>{t('integration.requested')}</p>}</div>
      {!requested && (
        <Button wide look="primary" busy={busy !== null} onClick={() => run('request', ask)}>
          {t('integration.request', { app })}
        </Button>
      )}
    </>
  );
}
