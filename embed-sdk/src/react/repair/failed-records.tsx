import { useEffect, useState } from 'react';
import type { FailedRecord, FailureCause } from '../../core/contract.ts';
import { PorticoError } from '../../core/portico-error.ts';
import { Button } from '../controls/button.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { RingShape } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import { CorrectDialog } from './correct-dialog.tsx';

export interface FailedRecordsProps {
  cause: FailureCause;
  installation: string;
  app: string;
  readOnly: boolean;
  /** Something was done: what to say about it. */
  onChanged: (said?: string) => void;
  onAside: (count: number, ids?: string[]) => void;
}

/** A page may be read again when something has changed. */
const joined = (known: FailedRecord[], more: FailedRecord[]) => [
  ...known.filter(({ id }) => !more.some((one) => one.id === id)),
  ...more,
];

interface Read {
  records: FailedRecord[];
  shown: boolean;
  nextCursor: string | null;
}

/** The records of one cause, a page at a time, each with what may be done about it alone. */
export function FailedRecords({ cause, installation, app, readOnly, onChanged, onAside }: FailedRecordsProps) {
  const { client, t } = useTab();
  const [read, setRead] = useState<Read | null>(null);
  const [error, setError] = useState<PorticoError | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [correcting, setCorrecting] = useState<FailedRecord | null>(null);
  const { cause: which, count } = cause;
  // biome-ignore lint/correctness/useExhaustiveDependencies: when their number changes they are read again.
  useEffect(() => {
    let over = false;
    client.repair.records(installation, { cause: which, cursor }).then(
      (page) => {
        if (over) return;
        setError(null);
        setRead((now) => (cursor && now ? { ...page, records: joined(now.records, page.records) } : page));
      },
      (failure: unknown) => {
        if (!over && failure instanceof PorticoError && failure.code !== 'disposed') setError(failure);
      },
    );
    return () => {
      over = true;
    };
  }, [client, installation, which, cursor, count]);

  const gone = (id: string, said?: string) => {
    setRead((now) => now && { ...now, records: now.records.filter((record) => record.id !== id) });
    onChanged(said);
  };
  const putAside = (id: string) =>
    client.repair.ignore(installation, { ids: [id] }).then(
      (answer) => {
        onAside(answer.count, [id]);
        gone(id);
      },
      (failure: unknown) => {
        if (failure instanceof PorticoError) setError(failure);
      },
    );
  if (error) return <ErrorNotice error={error} onRetry={() => setCursor(null)} />;
  if (!read)
    return (
      <span className="pt-state pt-state--waiting" role="status">
        <RingShape turning />
        {t('integration.loading')}
      </span>
    );
  if (!read.shown) return <p className="pt-small pt-quiet">{t('repair.hidden')}</p>;
  return (
    <>
      <ul className="pt-records">
        {read.records.map((record) => (
          <li key={record.id}>
            <span className="pt-records__key">{record.key}</span>
            <span className="pt-small pt-quiet">{record.waiting ? t('repair.waiting') : record.sentence}</span>
            {!readOnly && (
              <span className="pt-row">
                {record.fields && (
                  <Button onClick={() => setCorrecting(record)}>
                    {t('repair.correct')}
                    <span className="pt-hidden"> {record.key}</span>
                  </Button>
                )}
                <Button look="plain" onClick={() => void putAside(record.id)}>
                  {t('repair.ignore')}
                  <span className="pt-hidden"> {record.key}</span>
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {read.nextCursor && (
        <div>
          <Button onClick={() => setCursor(read.nextCursor)}>{t('options.more')}</Button>
        </div>
      )}
      {correcting && (
        <CorrectDialog
          {...{ installation, app }}
          record={correcting}
          onClose={() => setCorrecting(null)}
          onDone={() => {
            setCorrecting(null);
            gone(correcting.id, t('repair.corrected', { key: correcting.key }));
          }}
        />
      )}
    </>
  );
}
