import { countWords, numberWords } from '#app/ui/number-words.ts';
import type { Outputs } from '../data/trpc.ts';

/** What waits here, as one sentence. */
export function inboxSentence(
  { items, complete }: Pick<Outputs['failures']['causes'], 'items' | 'complete'>,
  state: 'open' | 'ignored',
): string {
  const records = items.reduce((sum, cause) => sum + cause.failures, 0);
  if (records === 0) return state === 'open' ? 'Every record that was read is stored.' : 'Nothing is put aside.';
  const count = complete ? countWords(records, 'record') : `More than ${numberWords(records)} records`;
  const why = countWords(items.length, 'reason');
  if (state === 'ignored') return `${count} put aside, for ${why}.`;
  return `${count} could not be stored, for ${why}. All others went on.`;
}
