import { useEffect, useRef, useState } from 'react';
import type { RetryProgress as Progress } from '../../core/contract.ts';
import { repeat } from '../../core/repeat.ts';
import { useTab } from '../tab-context.ts';

const EVERY_MS = 900;

export interface RetryProgressProps {
  installation: string;
  askedAt: string;
  /** The last of them was read: how it went, in words. */
  onEnd: (said: string) => void;
}

/** How far it is to read records again, until the last of them is. */
export function RetryProgress({ installation, askedAt, onEnd }: RetryProgressProps) {
  const { client, t } = useTab();
  const [progress, setProgress] = useState<Progress | null>(null);
  const end = useRef(onEnd);
  const say = useRef(t);
  useEffect(() => {
    end.current = onEnd;
    say.current = t;
  });
  useEffect(() => {
    const repetition = repeat(
      async () => {
        // What could not be asked is asked again.
        const answer = await client.repair.progress(installation, askedAt).catch(() => null);
        if (!answer) return;
        setProgress(answer);
        if (answer.waiting > 0) return;
        repetition.stop();
        const { stored, failed } = answer;
        end.current(say.current(failed > 0 ? 'repair.outcome' : 'repair.allStored', { stored, failed }));
      },
      () => EVERY_MS,
      { restWhenHidden: true },
    );
    repetition.now();
    return () => repetition.stop();
  }, [client, installation, askedAt]);
  if (!progress) return null;
  const { waiting, stored, failed } = progress;
  const done = stored + failed;
  if (waiting === 0) return null;
  const words = t('repair.progress', { done, count: done + waiting });
  return (
    <div className="pt-cause__progress">
      <progress className="pt-progress" aria-label={words} max={done + waiting} value={done} />
      <p className="pt-small" role="status">
        {words}
      </p>
    </div>
  );
}
