'use client';

import Link from 'next/link';
import { Callout } from '#app/ui/callout.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { JsonView } from '#app/ui/json-view.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import type { Failure } from '../failures/failure-words.ts';
import type { Sync } from '../syncs/sync-status.tsx';
import { ReadAgain } from './read-again.tsx';
import { RecordAction } from './record-action.tsx';
import { RecordFields } from './record-fields.tsx';
import { RecordLineage } from './record-lineage.tsx';
import type { RecordDetail } from './use-record.ts';

const call = (sync: Sync, id: string) => `curl $PORTICO/api/v1/records/get \\
  -H "Authorization: Bearer sk_…" \\
  -H "Content-Type: application/json" \\
  -d '${JSON.stringify({ syncId: sync.id, ids: [id] }).replaceAll("'", String.raw`'\''`)}'`;

interface RecordPartsProps {
  record: RecordDetail;
  sync: Sync;
  failure: Failure | undefined;
}

/** A record that fails now is shown as it was stored last: that is what the vendor's product has. */
export function RecordFailure({ sync, failure }: Omit<RecordPartsProps, 'record'>) {
  if (!failure) return null;
  return (
    <Callout
      tone="attention"
      title={`Its latest version could not be stored. ${failure.message}`}
      text={failure.remedy}
    >
      <Link
        href={`/failures?sync=${sync.id}`}
        className="self-start py-0.5 font-medium text-accent-ink hover:underline"
      >
        Failures of this sync
      </Link>
    </Callout>
  );
}

/** What it is called, what happened to it last, and where both its versions came from. */
export function RecordFacts({ record, sync }: Omit<RecordPartsProps, 'failure'>) {
  const { before } = record;
  return (
    <>
      {record.canRefresh && <ReadAgain syncId={sync.id} id={record.id} />}
      <Facts
        facts={[
          { name: 'Key', value: <CopyId id={record.id} what="record key" /> },
          {
            name: 'Last change',
            value: (
              <span className="flex flex-wrap items-center gap-x-2">
                <RecordAction action={record.action} /> <RelativeTime at={record.changedAt} />
              </span>
            ),
          },
          {
            name: 'Came from',
            value: <RecordLineage sync={sync} writer={record.writer} at={record.changedAt} />,
          },
          ...(before
            ? [
                {
                  name: 'Before that',
                  value: <RecordLineage sync={sync} writer={before.writer} at={before.changedAt} />,
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

/** Its fields old → new, and the JSON that your product reads; beside it what the app sent, where that is kept. */
export function RecordContent({ record, sync, wide = false }: { record: RecordDetail; sync: Sync; wide?: boolean }) {
  return (
    <>
      {record.data === null && (
        <p className="text-muted">
          It was deleted, and its fields with it. Your product is told so by the change feed.
        </p>
      )}
      {(record.data !== null || record.before) && (
        <div className="overflow-hidden rounded-panel border border-line">
          <RecordFields record={record} />
        </div>
      )}
      <div className={wide && record.raw !== null ? 'grid grid-cols-1 gap-6 lg:grid-cols-2' : 'flex flex-col gap-5'}>
        {record.data !== null && (
          <Titled title="As your product reads it">
            <JsonView value={record.data} label="record" />
          </Titled>
        )}
        {record.raw !== null && (
          <Titled title="As the app sent it">
            <JsonView value={record.raw} label="record as the app sent it" />
          </Titled>
        )}
      </div>
      <Titled title="By the API">
        <CodeBlock code={call(sync, record.id)} what="API call" />
      </Titled>
    </>
  );
}

const Titled = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-1.5">
    <h3 className="text-12 text-faint">{title}</h3>
    {children}
  </div>
);
