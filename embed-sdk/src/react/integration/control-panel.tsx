import { useEffect, useState } from 'react';
import type { InstallationView } from '../../core/contract.ts';
import { Button } from '../controls/button.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { PauseIcon, PlayIcon, SyncIcon } from '../controls/icons.tsx';
import { LazyMatchingScreen } from '../matching/lazy-matching.tsx';
import { ActivityLog } from '../repair/activity-log.tsx';
import { NeedsYou } from '../repair/needs-you.tsx';
import { useRouter } from '../router.tsx';
import { useTab } from '../tab-context.ts';
import { LaterStyles } from '../theme/later-styles.tsx';
import { AttentionBanner } from './attention-banner.tsx';
import { DisconnectDialog } from './disconnect-dialog.tsx';
import type { PanelProps } from './lazy-control-panel.tsx';
import { attentionOf, earliest, isPaused, runningSync } from './panel-state.ts';
import { Status } from './status.tsx';
import { SyncList } from './sync-list.tsx';
import { UpgradeNotice } from './upgrade-notice.tsx';
import { useCommand } from './use-command.ts';
import { Permissions, WhatItDoes } from './what-it-does.tsx';

export { ClosedOffer } from './closed-offer.tsx';

/** Who connected it, and when. */
function Facts({ installation }: { installation: InstallationView }) {
  const { t, words } = useTab();
  const { connectedBy, connectedAt } = installation.connection;
  return (
    <section className="pt-section">
      <h3 className="pt-subtitle">{t('panel.about')}</h3>
      <dl className="pt-facts">
        {connectedBy && (
          <div>
            <dt>{t('panel.connectedBy')}</dt>
            <dd>{connectedBy}</dd>
          </div>
        )}
        <div>
          <dt>{t('panel.connectedOn')}</dt>
          <dd>
            <time dateTime={connectedAt} title={words.exact(connectedAt)}>
              {words.day(connectedAt)}
            </time>
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** An app that is connected: what needs a person, how it stands, what may be done, what happened; or its fields to match. */
export function ControlPanel(props: PanelProps) {
  return (
    <>
      <LaterStyles />
      {props.section === 'mapping' ? <LazyMatchingScreen detail={props.detail} /> : <Panel {...props} />}
    </>
  );
}

function Panel({ detail, installation }: PanelProps) {
  const { client, session, store, t } = useTab();
  const { go, refocus } = useRouter();
  const [asking, setAsking] = useState(false);
  const { busy, error, run } = useCommand();
  const { slug, name: app } = detail;
  // Somebody removed it meanwhile, in another tab or at another desk: the page is read anew, and says so.
  const isGone = error?.status === 404;
  useEffect(() => {
    if (isGone) store.integration(slug).load();
  }, [isGone, store, slug]);
  const { id, connection } = installation;
  const attention = attentionOf(installation);
  const readOnly = session?.endUser.role !== 'admin';
  const paused = isPaused(installation);
  const canSync = !paused && !runningSync(installation) && connection.status === 'active';
  const reconnect = () => go({ name: 'connect', slug, reconnect: connection.id }, 'attention');
  const syncNow = () => run('sync', () => client.syncNow(id));
  return (
    <>
      {attention && (
        <AttentionBanner
          attention={attention}
          app={app}
          nextRunAt={earliest(installation.syncs.map((sync) => sync.nextRunAt))}
          busy={busy === 'sync'}
          readOnly={readOnly}
          onRetry={syncNow}
          onRemap={() => go({ name: 'integration', slug, section: 'mapping' }, 'attention')}
          onReconnect={reconnect}
        />
      )}
      <UpgradeNotice
        installation={installation}
        app={app}
        readOnly={readOnly}
        onReconnect={() => go({ name: 'connect', slug, reconnect: connection.id })}
      />
      {error && <ErrorNotice error={error} />}
      <div className="pt-columns">
        <div className="pt-column">
          <Status
            installation={installation}
            app={app}
            actions={
              readOnly ? (
                <p className="pt-small pt-quiet">{t('integration.viewer')}</p>
              ) : (
                <div className="pt-row">
                  {canSync && (
                    <Button busy={busy === 'sync'} onClick={syncNow}>
                      <SyncIcon />
                      {t('panel.syncNow')}
                    </Button>
                  )}
                  {(paused || connection.status === 'active') && (
                    <Button
                      busy={busy === 'pause'}
                      look={paused ? 'primary' : undefined}
                      onClick={() => run('pause', () => (paused ? client.resume(id) : client.pause(id)))}
                    >
                      {paused ? <PlayIcon /> : <PauseIcon />}
                      {t(paused ? 'panel.resume' : 'panel.pause')}
                    </Button>
                  )}
                </div>
              )
            }
          />
          <NeedsYou
            installation={installation}
            app={app}
            readOnly={readOnly}
            onReconnect={reconnect}
            onMapping={() => go({ name: 'integration', slug, section: 'mapping' }, 'mapping')}
          />
          <SyncList
            installation={installation}
            onSwitch={
              readOnly
                ? null
                : (key, on) => run(key, () => (on ? client.enableFlow(id, key) : client.disableFlow(id, key)))
            }
            onSchedule={readOnly ? null : (key, schedule) => client.setSchedule(id, key, schedule)}
          />
          <ActivityLog
            installation={id}
            app={app}
            news={`${installation.activity[0]?.id} ${installation.syncs.map(({ status }) => status)}`}
            onRetry={readOnly || !canSync ? null : syncNow}
          />
        </div>
        <aside className="pt-aside" aria-label={t('panel.about')}>
          <Facts installation={installation} />
          {installation.offers?.some((offer) => offer.matching && offer.sync) && (
            <div>
              <Button
                focusKey="matching"
                onClick={() => go({ name: 'integration', slug, section: 'mapping' }, 'matching')}
              >
                {t('matching.heading')}
              </Button>
            </div>
          )}
          <WhatItDoes detail={detail} />
          <Permissions detail={detail} />
          {!readOnly && (
            <div>
              <Button look="quiet-danger" onClick={() => setAsking(true)}>
                {t('panel.disconnect')}
              </Button>
            </div>
          )}
        </aside>
      </div>
      {asking && (
        <DisconnectDialog
          installation={installation}
          app={app}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            refocus();
          }}
        />
      )}
    </>
  );
}
