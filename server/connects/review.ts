import type { Schedule } from '#server/syncs/schedule.ts';
import { scheduleWords } from '#server/syncs/schedule-words.ts';

interface ReviewInput {
  app: string;
  vendor: string;
  syncs: readonly { label: string; schedule: Schedule }[];
}

/** What will happen when the customer presses the button, in their words. */
export function reviewOf({ app, vendor, syncs }: ReviewInput): { sentences: string[]; button: string } {
  const labels = joined(syncs.map((sync) => sync.label));
  return {
    sentences: [
      `${capital(labels)} from ${app} will appear in ${vendor} within a minute or so; you can watch them arrive.`,
      `After that, what changes or is deleted in ${app} follows ${follows(syncs.map((sync) => sync.schedule))}.`,
      `${vendor} only reads from ${app}. You can pause or disconnect at any time.`,
    ],
    button: `Start syncing ${labels}`,
  };
}

/** Where the syncs have intervals, the shortest; else the first schedule that there is. */
function follows(schedules: readonly Schedule[]): string {
  const seconds = schedules.flatMap((one) => (one.kind === 'every' ? [one.seconds] : []));
  const first = seconds.length > 0 ? { kind: 'every' as const, seconds: Math.min(...seconds) } : schedules[0];
  return first ? scheduleWords(first) : 'when somebody starts it';
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const joined = (parts: string[]) => new Intl.ListFormat('en', { type: 'conjunction' }).format(parts);
