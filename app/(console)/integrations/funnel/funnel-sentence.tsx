import { countWords, numberWords } from '#app/ui/number-words.ts';
import { durationWords } from '#app/ui/time-words.ts';
import { type FunnelRow, worstStep } from './stages.ts';

/** What the picture says, and where most are lost. */
export function FunnelSentence({ row }: { row: FunnelRow }) {
  const worst = worstStep(row);
  const { medianSecondsToConfigured: seconds } = row;
  return (
    <p className="text-muted">
      {numberWords(row.succeeded)} of {countWords(row.viewed, 'customer')} came from looking to a first success.
      {worst && (
        <>
          {' '}
          Most are lost before “{worst.name.toLowerCase()}”: {numberWords(worst.lost)} of {numberWords(worst.of)}.
        </>
      )}
      {seconds !== null && <> Half of those who finish take less than {durationWords(seconds * 1000)}.</>}
    </p>
  );
}
