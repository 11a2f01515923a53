'use client';

import { X } from 'lucide-react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { countWords, numberWords } from '#app/ui/number-words.ts';
import { Icon } from '#app/ui/ui-icon.tsx';
import type { RetryState } from './use-retry.ts';

type Hindered = RetryState['hindered'];

/** What is read again, and how far that is. */
export function RetryProgress({ retry }: { retry: RetryState }) {
  const { progress, hindered, refusal } = retry;
  const left = hinderedWords(hindered);
  const all = progress ? progress.waiting + progress.stored + progress.failed : 0;
  if (refusal) return <Callout tone="failed" title={refusal.message} text={refusal.remedy} />;
  if (!progress && left.length === 0) return null;
  return (
    <div className="relative">
      <Callout
        tone={toneOf(retry)}
        title={progress && all > 0 ? progressWords(progress, all) : 'Nothing could be read again now.'}
      >
        {progress && progress.waiting > 0 && (
          <progress
            aria-label={`${numberWords(all - progress.waiting)} of ${numberWords(all)} read again`}
            max={all}
            value={all - progress.waiting}
            className="my-1 h-1.5 w-64 max-w-full appearance-none overflow-hidden rounded-dot bg-selected [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-accent"
          />
        )}
        {left.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Callout>
      <Button look="quiet" size="icon" onClick={retry.close} className="absolute top-1.5 right-1.5">
        <Icon of={X} />
        <span className="sr-only">Close this notice</span>
      </Button>
    </div>
  );
}

function toneOf({ progress, hindered }: RetryState): 'waiting' | 'active' | 'attention' {
  if (progress && progress.waiting > 0) return 'waiting';
  const left = hindered.paused + hindered.connection + hindered.running;
  return progress?.failed === 0 && progress.stored > 0 && left === 0 ? 'active' : 'attention';
}

function progressWords({ waiting, stored, failed }: NonNullable<RetryState['progress']>, all: number): string {
  const again = failed > 0 ? `, ${numberWords(failed)} failed again` : '';
  if (waiting > 0) return `Reading ${countWords(all, 'record')} again: ${numberWords(stored)} stored so far${again}.`;
  if (failed === 0) return all === 1 ? 'The record was stored.' : `All ${countWords(all, 'record')} were stored.`;
  return `${numberWords(stored)} of ${countWords(all, 'record')} ${stored === 1 ? 'was' : 'were'} stored${again}.`;
}

function hinderedWords({ paused, connection, running }: Hindered): string[] {
  return [
    paused > 0 && `${countWords(paused, 'sync is', 'syncs are')} paused: resume first, it then catches up by itself.`,
    connection > 0 && `${countWords(connection, 'sync waits', 'syncs wait')} for the customer to reconnect.`,
    running > 0 && `${countWords(running, 'sync is', 'syncs are')} running already: try again once that run has ended.`,
  ].filter((sentence) => sentence !== false);
}
