'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { JsonView } from '#app/ui/json-view.tsx';
import { PeekPanel } from '#app/ui/peek-panel.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { classWords, type Failure } from './failure-words.ts';
import { IgnoreDialog } from './ignore-dialog.tsx';
import { RestoreButton } from './restore-button.tsx';
import type { RetryState } from './use-retry.ts';

interface FailurePeekProps {
  failure: Failure;
  retry: RetryState;
  onClose: () => void;
}

const link = 'py-0.5 text-accent-ink hover:underline';

/** One record that failed: why, what to do, and what the app sent. */
export function FailurePeek({ failure, retry, onClose }: FailurePeekProps) {
  const [ignoring, setIgnoring] = useState(false);
  const { sync } = failure;
  const choice = { ids: [failure.id] };
  return (
    <PeekPanel title={failure.recordId} label={`Failure of ${failure.recordId}`} onClose={onClose}>
      <Callout tone="failed" title={failure.message} text={failure.remedy} />
      <div className="flex flex-wrap gap-2">
        {failure.ignored ? (
          <RestoreButton choice={choice} onDone={onClose} />
        ) : (
          <>
            <Button
              size="small"
              busy={retry.busy}
              disabled={failure.waiting}
              onClick={() => {
                retry.run(choice);
                onClose();
              }}
            >
              {failure.waiting ? 'Being read again' : 'Read it again'}
            </Button>
            <Button size="small" onClick={() => setIgnoring(true)}>
              Ignore
            </Button>
          </>
        )}
      </div>
      <Facts
        facts={[
          { name: 'Record', value: <CopyId id={failure.recordId} what="record key" /> },
          {
            name: 'Customer',
            value: (
              <Link href={`/customers/${failure.customer.id}`} className={link}>
                {failure.customer.name}
              </Link>
            ),
          },
          {
            name: 'Sync',
            value: (
              <Link href={`/syncs/${sync.id}`} className={link}>
                <span className="inline-block first-letter:uppercase">{sync.label}</span>
              </Link>
            ),
          },
          {
            name: 'Met by',
            value: (
              <Link href={`/runs/${failure.runId}`} className={link}>
                the run that met it last
              </Link>
            ),
          },
          { name: 'Class', value: classWords(failure.class) },
          {
            name: 'Field',
            value: failure.field ? <code className="font-mono text-12">{failure.field}</code> : 'All of it',
          },
          { name: 'First seen', value: <RelativeTime at={failure.firstSeenAt} /> },
          { name: 'Last seen', value: <RelativeTime at={failure.lastSeenAt} /> },
          ...(failure.ignored
            ? [
                {
                  name: 'Ignored',
                  value: (
                    <>
                      <RelativeTime at={failure.ignored.at} />: {failure.ignored.reason}
                    </>
                  ),
                },
              ]
            : []),
          { name: 'Id', value: <CopyId id={failure.id} what="failure id" short /> },
        ]}
      />
      <div className="flex flex-col gap-2">
        <h3 className="text-12 text-faint">As the app sent it</h3>
        <JsonView value={failure.input} label="record as the app sent it" />
      </div>
      {ignoring && (
        <IgnoreDialog
          choice={choice}
          failures={1}
          onClose={() => {
            setIgnoring(false);
            onClose();
          }}
        />
      )}
    </PeekPanel>
  );
}
