import { Button } from '../react/controls/button.tsx';
import { RingShape } from '../react/controls/icons.tsx';
import { Notice } from '../react/controls/notice.tsx';
import { Card } from './card.tsx';
import { FavourCover } from './favour-cover.tsx';
import { usePortal } from './portal-context.ts';
import type { OpenState, PortalState } from './portal-state.ts';
import { useAct } from './use-act.ts';

type CoverState = Exclude<PortalState, OpenState>;

/** A link that works once: nothing happens before a person presses. */
function Visit({ app, customer, email }: Extract<CoverState, { state: 'visit' }>) {
  const { t } = usePortal();
  const { act, busy, failed } = useAct();
  return (
    <Card heading={app ? t('visit.headingApp', { app }) : t('visit.heading')}>
      <p className="pt-prose">{t('visit.body', { customer })}</p>
      <div className="portal-lead pt-small pt-quiet">
        {email && <p>{t('visit.for', { email })}</p>}
        <p>{t('visit.once')}</p>
      </div>
      {failed && <Notice alert tone="bad" sentence={t('failed')} />}
      <div className="portal-actions">
        <Button look="primary" busy={busy !== null} onClick={() => act('open')}>
          {t('visit.open')}
        </Button>
      </div>
    </Card>
  );
}

/** Somebody was first, or it is too old; another one goes to the same address. */
function Over({ state, email, mayRenew }: Extract<CoverState, { state: 'used' | 'expired' }>) {
  const { t } = usePortal();
  const { act, busy, last, failed } = useAct();
  const values = { email: email ?? '', left: last?.left ?? 0 };
  return (
    <Card heading={t(`${state}.heading`)}>
      <p className="pt-prose">{t(`${state}.body`)}</p>
      {!mayRenew && <p className="pt-prose">{t('expired.favour')}</p>}
      {failed && <Notice alert tone="bad" sentence={t('failed')} />}
      {last?.sent && <Notice alert tone="good" sentence={t('renew.done', values)} />}
      {last?.problem === 'too_often' && <Notice alert tone="warning" sentence={t('code.tooOften', values)} />}
      {last?.problem === 'not_sent' && <Notice alert tone="bad" sentence={t('code.notSent')} />}
      {mayRenew && !last?.sent && (
        <div className="portal-actions">
          <Button look="primary" busy={busy !== null} onClick={() => act('renew')}>
            {t('renew.button')}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** What is shown before somebody is in, or after. */
export function Cover({ state }: { state: CoverState | null }) {
  const { t } = usePortal();
  if (!state)
    return (
      <main className="portal-card" aria-busy="true">
        <p className="pt-waiting" role="status">
          <RingShape turning />
          <span>{t('loading')}</span>
        </p>
      </main>
    );
  if (state.state === 'visit') return <Visit {...state} />;
  if (state.state === 'favour') return <FavourCover {...state} />;
  if (state.state === 'used' || state.state === 'expired') return <Over {...state} />;
  const values: Record<string, string> = state.state === 'done' ? { app: state.app, asker: state.asker } : {};
  return (
    <Card heading={t(`${state.state}.heading`, values)}>
      <p className="pt-prose">{t(`${state.state}.body`, values)}</p>
    </Card>
  );
}
