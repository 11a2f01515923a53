import { useState } from 'react';
import type { FailureCause, InstallationView } from '../../core/contract.ts';
import { PorticoError } from '../../core/portico-error.ts';
import { Button } from '../controls/button.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { Notice } from '../controls/notice.tsx';
import { useTab } from '../tab-context.ts';
import { CauseItem } from './cause-item.tsx';
import { RetryProgress } from './retry-progress.tsx';
import { useCauses } from './use-causes.ts';

export interface NeedsYouProps {
  installation: InstallationView;
  app: string;
  readOnly: boolean;
  onReconnect: () => void;
  /** Leads to where fields are matched. */
  onMapping: () => void;
}

/** Records that could not be stored: why, and what helps. */
export function NeedsYou({ installation, app, readOnly, onReconnect, onMapping }: NeedsYouProps) {
  const { client, t } = useTab();
  const [showAside, setShowAside] = useState(false);
  /** What was put aside last, to be taken back. */
  const [taken, setTaken] = useState<{ cause: FailureCause; ids?: string[]; count: number } | null>(null);
  const [askedAt, setAskedAt] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { open, aside, error, reload } = useCauses(installation, showAside);
  const { id } = installation;
  const [failure, setFailure] = useState<PorticoError | null>(null);
  const failed = (reason: unknown) => {
    if (reason instanceof PorticoError) setFailure(reason);
  };
  const changed = (words?: string) => {
    if (words) setSaid(words);
    reload();
  };
  const restore = (cause: string, ids?: string[]) =>
    client.repair.restore(id, { cause, ids }).then(() => {
      setTaken(null);
      reload();
    }, failed);
  const undone = taken && (
    <Notice
      tone="neutral"
      sentence={t('repair.ignored', { count: taken.count })}
      alert
      action={<Button onClick={() => void restore(taken.cause.cause, taken.ids)}>{t('repair.undo')}</Button>}
    />
  );
  if (open.length === 0 && !taken && !error && !said && !askedAt && !showAside) return null;
  const item = (cause: FailureCause) => (
    <CauseItem
      key={cause.cause}
      cause={cause}
      {...{ installation, app, readOnly, onReconnect, onMapping, onChanged: changed }}
      onAside={(count, ids) => {
        setSaid(null);
        setTaken({ cause, count, ids });
      }}
      onRetrying={(at) => {
        setSaid(null);
        setAskedAt(at);
      }}
    />
  );
  return (
    <section className="pt-section" part="needs-you" data-pt-section="errors" aria-label={t('repair.heading')}>
      <h3 className="pt-subtitle">{t('repair.heading')}</h3>
      {failure && <ErrorNotice error={failure} />}
      {error && <ErrorNotice error={error} onRetry={reload} />}
      {open.length > 0 && <ul className="pt-causes">{open.map(item)}</ul>}
      {askedAt && (
        <RetryProgress
          key={askedAt}
          installation={id}
          askedAt={askedAt}
          onEnd={(words) => {
            setAskedAt(null);
            changed(words);
          }}
        />
      )}
      {said && <Notice tone="good" sentence={said} alert />}
      {undone}
      {showAside && (
        <ul className="pt-lines" aria-label={t('repair.aside')}>
          {aside.map((cause) => (
            <li key={cause.cause}>
              <span className="pt-lines__name">{t('repair.cause', { label: cause.label, count: cause.count })}</span>
              <span className="pt-small pt-quiet">
                {cause.ignored?.by ? t('repair.asideBy', { name: cause.ignored.by }) : cause.sentence}
              </span>
              {!readOnly && <Button onClick={() => void restore(cause.cause)}>{t('repair.restore')}</Button>}
            </li>
          ))}
          {aside.length === 0 && <li className="pt-quiet">{t('options.none')}</li>}
        </ul>
      )}
      {!showAside && !readOnly && (
        <div>
          <button type="button" className="pt-link pt-small" onClick={() => setShowAside(true)}>
            {t('repair.showAside')}
          </button>
        </div>
      )}
    </section>
  );
}
