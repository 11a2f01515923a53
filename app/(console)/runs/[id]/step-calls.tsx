import { byteWords, countWords, numberWords } from '#app/ui/number-words.ts';
import { durationWords } from '#app/ui/time-words.ts';
import type { Outputs } from '../../data/trpc.ts';

type Step = Outputs['runs']['get']['steps'][number];

const counts = ['added', 'updated', 'unchanged', 'deleted', 'failed'] as const;

/** The requests of one page, as they went to the app. */
export function StepCalls({ step }: { step: Step }) {
  const words = counts.filter((name) => step[name] > 0).map((name) => `${numberWords(step[name])} ${name}`);
  return (
    <div className="flex flex-col gap-2 text-12">
      <p className="text-muted">
        {countWords(step.seen, 'record')} read{words.length > 0 && `: ${words.join(', ')}`}.
      </p>
      {step.calls.length === 0 && <p className="text-faint">No request was needed for this.</p>}
      <ol className="flex flex-col gap-1">
        {step.calls.map((call, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: requests have no id, and their order never changes
          <li key={index} className="flex flex-wrap items-baseline gap-x-3 font-mono">
            <span className="text-muted">{call.method || 'SQL'}</span>
            <span className="min-w-0 wrap-anywhere text-ink">
              {call.host}
              {call.path}
            </span>
            <span className={call.status === null || call.status >= 400 ? 'text-failed' : 'text-good'}>
              {call.status ?? 'no answer'}
            </span>
            <span className="text-faint">
              {durationWords(call.durationMs)}, {byteWords(call.bytesIn)}
              {call.retries > 0 && `, ${countWords(call.retries, 'retry', 'retries')}`}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
