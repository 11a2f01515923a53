import type { ReactNode } from 'react';
import type { InstallationView, SyncView } from '../../core/contract.ts';
import { Announcement } from '../controls/announcement.tsx';
import { Moment } from '../controls/moment.tsx';
import { useTab } from '../tab-context.ts';
import { useNow } from '../use-now.ts';
import { earliest, latest, panelStateOf, runningSync } from './panel-state.ts';
import { useRecordWords } from './record-words.ts';

function useProgressWords({
  label,
  progress,
}: SyncView): { count: string; rate: string | null; left: string | null; total: number | null } | null {
  const { t, words } = useTab();
  if (!progress) return null;
  const { done, total, ratePerSecond } = progress;
  const rate = ratePerSecond ? t('panel.rate', { rate: words.number(ratePerSecond) }) : null;
  if (total === null) return { count: t('panel.progressOpen', { done, label }), rate, left: null, total };
  const seconds = ratePerSecond ? Math.ceil((total - done) / ratePerSecond) : 0;
  const minutes = Math.round(seconds / 60);
  const left = seconds > 90 ? t('panel.minutesLeft', { minutes }) : t('panel.timeLeft', { seconds });
  return { count: t('panel.progress', { done, total, label }), rate, left: seconds > 2 ? left : null, total };
}

/** Determinate as soon as the total is known; read out at each quarter, not at each number. */
function Progress({ sync }: { sync: SyncView }) {
  const { t } = useTab();
  const words = useProgressWords(sync);
  const done = sync.progress?.done ?? 0;
  const quarter = words?.total ? Math.floor((4 * done) / words.total) : 0;
  const spoken =
    quarter > 0 && words?.total
      ? t('panel.progress', { done: Math.floor((words.total * quarter) / 4), total: words.total, label: sync.label })
      : '';
  return (
    <>
      <progress
        className="pt-progress"
        part="progress"
        aria-label={words?.count ?? t('sync.running')}
        max={words?.total ?? undefined}
        value={words?.total ? done : undefined}
      />
      <p className="pt-status__facts pt-status__facts--ends">
        <span>{words?.count ?? t('sync.running')}</span>
        {words?.rate && <span>{words.rate}</span>}
        {words?.left && <span>{words.left}</span>}
      </p>
      <Announcement text={spoken} />
    </>
  );
}

export interface StatusProps {
  installation: InstallationView;
  app: string;
  /** What may be done about it, at its foot. */
  actions: ReactNode;
}

/** The state of the installation as one sentence, with the progress while a sync runs. */
export function Status({ installation, app, actions }: StatusProps) {
  const { t } = useTab();
  const now = useNow();
  const records = useRecordWords(installation);
  const running = runningSync(installation);
  const state = panelStateOf(installation);
  const last = latest(installation.syncs.map((sync) => sync.lastSuccessAt));
  const next = state === 'paused' ? null : earliest(installation.syncs.map((sync) => sync.nextRunAt));
  const sentence = {
    paused: () => t('panel.paused', { app }),
    syncing: () => t('panel.syncing', { app, label: running?.label ?? '' }),
    waiting: () => t('panel.waiting'),
    in_sync: () => t('panel.inSync', { app, records }),
    nothing: () => t('panel.nothingYet', { app }),
  }[state]();
  return (
    <section className="pt-status" part="status" data-pt-section="settings" aria-label={t('panel.status')}>
      <p className="pt-status__sentence" role="status">
        {sentence}
      </p>
      {running && <Progress sync={running} />}
      {state === 'paused' && <p className="pt-small pt-quiet">{t('panel.pausedHint')}</p>}
      {state === 'syncing' && <p className="pt-small pt-quiet">{t('panel.canLeave')}</p>}
      {!running && (last || next) && (
        <p className="pt-status__facts pt-dotted">
          {last && <Said phrase={t('panel.lastSynced', { time: '\u0000' })} iso={last} now={now} />}
          {next && Date.parse(next) > now && (
            <Said phrase={t('panel.nextSync', { time: '\u0000' })} iso={next} now={now} />
          )}
        </p>
      )}
      {actions}
    </section>
  );
}

/** A phrase with a time in it, which is its own element for the exact one on hover. */
function Said({ phrase, iso, now }: { phrase: string; iso: string; now: number }) {
  const [before, after] = phrase.split('\u0000');
  return (
    <span>
      {before}
      <Moment iso={iso} now={now} />
      {after}
    </span>
  );
}
