import { useState } from 'react';
import type { FailureCause, InstallationView } from '../../core/contract.ts';
import { Button } from '../controls/button.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { TriangleShape } from '../controls/icons.tsx';
import { Moment } from '../controls/moment.tsx';
import { useCommand } from '../integration/use-command.ts';
import { useTab } from '../tab-context.ts';
import { useNow } from '../use-now.ts';
import { FailedRecords } from './failed-records.tsx';

export interface CauseItemProps {
  cause: FailureCause;
  installation: InstallationView;
  app: string;
  readOnly: boolean;
  onReconnect: () => void;
  onMapping: () => void;
  onChanged: (said?: string) => void;
  onAside: (count: number, ids?: string[]) => void;
  /** They are being read again; the time names the retry. */
  onRetrying: (askedAt: string) => void;
}

/** One reason for which records could not be stored: a sentence, why, and the button that helps; more of them beside it. */
export function CauseItem(props: CauseItemProps) {
  const { cause, installation, app, readOnly, onReconnect, onMapping, onChanged, onAside, onRetrying } = props;
  const { client, t } = useTab();
  const now = useNow();
  const { busy, error, run } = useCommand();
  const [shown, setShown] = useState(false);
  const [hindered, setHindered] = useState<string | null>(null);
  const { id } = installation;
  const [before, after] = t('repair.since', { time: '\u0000' }).split('\u0000');

  const retry = () =>
    run('retry', async () => {
      setHindered(null);
      const answer = await client.repair.retry(id, { cause: cause.cause });
      if (answer.count > 0) onRetrying(answer.askedAt);
      if (answer.hindrance) setHindered(t(`repair.${answer.hindrance}`));
    });
  const putAside = () =>
    run('ignore', async () => {
      onAside((await client.repair.ignore(id, { cause: cause.cause })).count);
      onChanged();
    });
  const act = {
    correct: () => setShown(true),
    mapping: onMapping,
    reconnect: onReconnect,
    retry,
    ignore: putAside,
  };
  const label = {
    correct: t('repair.correct'),
    mapping: t('repair.mapping'),
    reconnect: t('remedy.reconnect'),
    retry: t('remedy.retry'),
    ignore: t('repair.ignore'),
  };
  return (
    <li className="pt-cause" part="cause">
      <TriangleShape />
      <div className="pt-cause__words">
        <p className="pt-cause__name">{t('repair.cause', { label: cause.label, count: cause.count })}</p>
        <p className="pt-prose">{cause.sentence}</p>
        <p className="pt-small pt-quiet">
          {before}
          <Moment iso={cause.firstSeenAt} now={now} />
          {after}
        </p>
      </div>
      <div className="pt-row pt-cause__acts">
        {!readOnly &&
          cause.remedies.map((remedy, at) => (
            <Button key={remedy} look={at === 0 ? undefined : 'plain'} busy={busy === remedy} onClick={act[remedy]}>
              {label[remedy]}
            </Button>
          ))}
        <Button look="plain" onClick={() => setShown(!shown)}>
          {t(shown ? 'repair.hide' : 'repair.show')}
        </Button>
      </div>
      {hindered && (
        <p className="pt-small" role="status">
          {hindered}
        </p>
      )}
      {error && <ErrorNotice error={error} />}
      {shown && <FailedRecords {...{ cause, installation: id, app, readOnly, onChanged, onAside }} />}
    </li>
  );
}
