import { useEffect, useState } from 'react';
import type { LoggedEntries, LoggedRuns } from '../../core/contract.ts';
import { PorticoError } from '../../core/portico-error.ts';
import { Button } from '../controls/button.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { CheckIcon, ChevronIcon, RingShape, TriangleShape } from '../controls/icons.tsx';
import { Moment } from '../controls/moment.tsx';
import { sayWhy } from '../phrases/say-why.ts';
import { useTab } from '../tab-context.ts';
import { useNow } from '../use-now.ts';
import { countsOf, sayEntry } from './say-entry.ts';

type Shown = 'all' | 'problems' | 'runs';

interface Line {
  id: string;
  at: string;
  tone: 'neutral' | 'good' | 'warning';
  sentence: string;
  quiet: string;
}

const MARKS = { neutral: <RingShape />, good: <CheckIcon />, warning: <TriangleShape /> };
const SHOWN: readonly Shown[] = ['all', 'problems', 'runs'];

export interface ActivityLogProps {
  installation: string;
  app: string;
  /** Changes when something happened: then the newest page is read again. */
  news: string;
  /** Has what failed tried again; null where the person may only look. */
  onRetry: (() => void) | null;
}

/** What happened, down to the single run, filtered and as far back as it goes. */
export function ActivityLog({ installation, app, news, onRetry }: ActivityLogProps) {
  const tab = useTab();
  const { client, t } = tab;
  const now = useNow();
  const [shown, setShown] = useState<Shown>('all');
  const [lines, setLines] = useState<Line[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [more, setMore] = useState<string | null>(null);
  const [error, setError] = useState<PorticoError | null>(null);

  const entryLine = (entry: LoggedEntries['entries'][number]): Line => ({
    ...entry,
    sentence: sayEntry(tab, entry),
    quiet: entry.by ? t('log.by', { name: entry.by }) : '',
  });
  const runLine = (run: LoggedRuns['runs'][number]): Line => {
    const counts = countsOf(tab, run);
    const state = { running: t('log.running'), queued: t('log.queued'), cancelled: t('log.cancelled') };
    const became = counts.length > 0 ? tab.words.list(counts) : t('log.same');
    const why = run.sentence && sayWhy(tab, { code: run.class, values: { app }, sentence: run.sentence });
    const end = run.status === 'succeeded' || run.status === 'failed' ? became : state[run.status];
    return {
      id: run.id,
      at: run.startedAt ?? run.finishedAt ?? '',
      tone: run.status === 'failed' || run.failed > 0 ? 'warning' : run.status === 'succeeded' ? 'good' : 'neutral',
      sentence: `${run.label}: ${why || end}`,
      quiet: t(`run.${run.trigger}`, { app }),
    };
  };
  const read = async (cursor: string | null) => {
    if (shown === 'runs') {
      const page = await client.repair.runs(installation, { cursor });
      return { lines: page.runs.map(runLine), nextCursor: page.nextCursor };
    }
    const page = await client.repair.log(installation, { cursor, ...(shown === 'problems' && { tone: 'warning' }) });
    return { lines: page.entries.map(entryLine), nextCursor: page.nextCursor };
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read is said by these; the rest only words it.
  useEffect(() => {
    let over = false;
    read(more).then(
      (page) => {
        if (over) return;
        setError(null);
        setNext(page.nextCursor);
        setLines((known) => (more && known ? [...known, ...page.lines] : page.lines));
      },
      (failure: unknown) => {
        if (!over && failure instanceof PorticoError && failure.code !== 'disposed') setError(failure);
      },
    );
    return () => {
      over = true;
    };
  }, [client, installation, shown, more, more ? '' : news, tab.words.locale]);

  return (
    <section className="pt-section" data-pt-section="activity" aria-label={t('panel.activity')}>
      <div className="pt-section__head">
        <h3 className="pt-subtitle">{t('panel.activity')}</h3>
        <div className="pt-select">
          <select
            className="pt-input"
            part="input"
            aria-label={t('log.filter')}
            value={shown}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setLines(null);
              setMore(null);
              setShown(SHOWN.find((one) => one === value) ?? 'all');
            }}
          >
            {SHOWN.map((one) => (
              <option key={one} value={one}>
                {t(`log.${one}`)}
              </option>
            ))}
          </select>
          <ChevronIcon />
        </div>
      </div>
      {error && <ErrorNotice error={error} />}
      {!lines && !error && (
        <span className="pt-state pt-state--waiting" role="status">
          <RingShape turning />
          {t('log.loading')}
        </span>
      )}
      {lines?.length === 0 && (
        <p className="pt-quiet">{t(shown === 'problems' ? 'log.noProblems' : 'panel.noActivity')}</p>
      )}
      {lines && lines.length > 0 && (
        <ul className="pt-activity" part="activity">
          {lines.map(({ id, at, sentence, tone, quiet }, index) => (
            <li key={id}>
              <span className={`pt-activity__mark pt-activity__mark--${tone}`}>{MARKS[tone]}</span>
              <span className="pt-prose">
                {sentence}
                {quiet && <span className="pt-small pt-quiet pt-activity__by">{quiet}</span>}
                {index === 0 && tone === 'warning' && shown === 'runs' && onRetry && (
                  <button type="button" className="pt-link" onClick={onRetry}>
                    {t('remedy.retry')}
                  </button>
                )}
              </span>
              {at && <Moment iso={at} now={now} />}
            </li>
          ))}
        </ul>
      )}
      {next && (
        <div>
          <Button busy={more === next} onClick={() => setMore(next)}>
            {t('log.earlier')}
          </Button>
        </div>
      )}
    </section>
  );
}
