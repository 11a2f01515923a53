import type { ConnectAnswer } from '#server/embed/embed-schemas.ts';
import type { Schedule } from '#server/syncs/schedule.ts';
import { scheduleWords } from '#server/syncs/schedule-words.ts';

interface ReviewInput {
  app: string;
  vendor: string;
  syncs: readonly { label: string; schedule: Schedule; backfillDays?: number | undefined; writes?: boolean }[];
  /** What the vendor may do at the app beside copying, each in a few words. */
  actions?: readonly string[];
}

type Review = NonNullable<ConnectAnswer['review']>;

/** What will happen when the customer presses the button, in their words, and as points for other languages. */
export function reviewOf({ app, vendor, syncs, actions = [] }: ReviewInput): Review {
  const all = syncs.map((sync) => sync.label);
  const labels = joined(all);
  const often = follows(syncs.map((sync) => sync.schedule));
  const [days] = syncs.flatMap(({ backfillDays }) => backfillDays ?? []).sort((one, other) => other - one);
  const changed = [...syncs.flatMap(({ label, writes }) => (writes ? [label] : [])), ...actions];
  const said: [NonNullable<Review['points']>[number], string][] = [];
  if (all.length === 0) said.push([{ code: 'nothing', labels: [] }, `Nothing is copied from ${app} yet.`]);
  else {
    const arrive = `${capital(labels)} from ${app} will appear in ${vendor} within a minute or so; you can watch them arrive.`;
    said.push([{ code: 'arrives', labels: all }, arrive]);
    if (days !== undefined)
      said.push([
        { code: 'back', labels: all, days },
        `The first time, what has changed in the last ${days} days comes.`,
      ]);
    const follow = `After that, what changes or is deleted in ${app} follows ${scheduleWords(often)}.`;
    said.push([{ code: 'follows', labels: all, schedule: often }, follow]);
  }
  said.push(
    changed.length === 0
      ? [{ code: 'reads', labels: [] }, `${vendor} only reads from ${app}. You can pause or disconnect at any time.`]
      : [
          { code: 'changes', labels: changed },
          `${vendor} can also change in ${app}: ${joined(changed)}. You can pause or disconnect at any time.`,
        ],
  );
  return {
    sentences: said.map(([, sentence]) => sentence),
    points: said.map(([point]) => point),
    button: all.length === 0 ? 'Finish' : `Start syncing ${labels}`,
  };
}

/** Where the syncs have intervals, the shortest; else the first schedule that there is. */
function follows(schedules: readonly Schedule[]): Schedule {
  const seconds = schedules.flatMap((one) => (one.kind === 'every' ? [one.seconds] : []));
  return seconds.length > 0 ? { kind: 'every', seconds: Math.min(...seconds) } : (schedules[0] ?? { kind: 'manual' });
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const joined = (parts: string[]) => new Intl.ListFormat('en', { type: 'conjunction' }).format(parts);
