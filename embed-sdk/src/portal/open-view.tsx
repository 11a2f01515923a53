import { useEffect, useMemo, useState } from 'react';
import type { PorticoEvent } from '../core/events.ts';
import { Button } from '../react/controls/button.tsx';
import { Integrations } from '../react/integrations.tsx';
import { PorticoProvider } from '../react/portico-provider.tsx';
import { PorticoRoot } from '../react/portico-root.tsx';
import { Wizard } from '../react/wizard.tsx';
import { BrandMark } from './card.tsx';
import { createPortalFetch } from './portal-api.ts';
import { usePortal } from './portal-context.ts';
import type { OpenState } from './portal-state.ts';
import { themeOf } from './theme-of.ts';
import { useAct } from './use-act.ts';

/** Who is here, for whom, and the way out. */
function Bar({ person, customer }: { person: string; customer: string }) {
  const { t, show } = usePortal();
  const { act, busy } = useAct();
  return (
    <header className="portal-bar">
      <BrandMark as="h1" />
      <div className="portal-person">
        <span>{t('bar.person', { person, customer })}</span>
        <Button
          look="plain"
          busy={busy !== null}
          onClick={() => act('leave').then(() => show({ state: { state: 'left' } }))}
        >
          {t('bar.leave')}
        </Button>
      </div>
    </header>
  );
}

/** The account is connected: what comes after it is the asker's. */
const isPast = (event: PorticoEvent) =>
  event.type === 'connection.created' ||
  event.type === 'connection.reconnected' ||
  (event.type === 'wizard.step' && ['after', 'mapping', 'review', 'done'].includes(event.stage));

/** The one connect that somebody was asked to do. */
function FavourView({ favour }: { favour: NonNullable<OpenState['favour']> }) {
  const { t } = usePortal();
  const [round, setRound] = useState(0);
  const [stopped, setStopped] = useState(false);
  if (stopped)
    return (
      <PorticoRoot>
        <div className="pt-step">
          <h2 className="pt-title">{t('favour.stopped')}</h2>
          <p className="pt-prose">{t('favour.stoppedBody')}</p>
          <div className="portal-actions">
            <Button
              look="primary"
              onClick={() => {
                setRound(round + 1);
                setStopped(false);
              }}
            >
              {t('favour.resume')}
            </Button>
          </div>
        </div>
      </PorticoRoot>
    );
  return <Wizard key={round} slug={favour.slug} resume={favour.connect} onCancel={() => setStopped(true)} />;
}

/** The tab as a page of its own, for the person whom the link is for. */
export function OpenView({ state }: { state: OpenState }) {
  const { t, data, api, show } = usePortal();
  const { session, favour, person, route } = state;
  // The session that came with the page is used once; a later one is fetched by itself.
  const portalFetch = useMemo(
    () => createPortalFetch(session, api, () => show({ state: { state: 'left' } })),
    [session, api, show],
  );
  useEffect(() => {
    // What came back from an app was taken up by now; a reload must not take it up again.
    if (location.search) history.replaceState(history.state, '', location.pathname + location.hash);
  }, []);
  const values = { app: favour?.app ?? '', asker: favour?.asker ?? '', customer: session.customer.name };
  const onEvent = (event: PorticoEvent) => {
    if (favour && isPast(event)) show({ state: { state: 'done', app: favour.app, asker: favour.asker } });
  };
  return (
    <PorticoProvider
      baseUrl={data.portico}
      getToken={() => 'this browser'}
      locale={data.locale}
      theme={themeOf(data.brand)}
      fetch={portalFetch}
      onEvent={onEvent}
    >
      <PorticoRoot>
        <Bar person={person} customer={session.customer.name} />
      </PorticoRoot>
      <main className={favour ? 'portal-main portal-main--narrow' : 'portal-main'}>
        {favour ? (
          <>
            <PorticoRoot>
              <p className="pt-prose pt-quiet">{t('favour.as', values)}</p>
            </PorticoRoot>
            <FavourView favour={favour} />
          </>
        ) : (
          <Integrations routing="hash" route={route} />
        )}
      </main>
    </PorticoProvider>
  );
}
