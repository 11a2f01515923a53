import { countWords } from '#app/ui/number-words.ts';
import { Status } from '#app/ui/status.tsx';
import type { Outputs } from '../../data/trpc.ts';

export type Destination = Outputs['destinations']['get'];

/** Whether everything is there, and if not, whether somebody has to do something. */
export function DestinationState({ destination }: { destination: Destination }) {
  if (destination.status === 'paused') return <Status tone="paused" word="Paused" />;
  if (destination.error) return <Status tone="attention" word="Needs attention" strong />;
  if (destination.behind > 0) return <Status tone="running" word="Catching up" />;
  return <Status tone="active" word="Has everything" />;
}

/** "Every contact of Globex" */
export function contentWords({ model, customerName }: Pick<Destination, 'model' | 'customerName'>): string {
  return `${model === null ? 'All records' : `Every ${model}`} of ${customerName ?? 'all customers'}`;
}

/** What is going on, in a sentence, with how far behind it is. */
export function destinationSentence(destination: Destination): string {
  const { status, error, behind, delivered } = destination;
  const missing = `${countWords(behind, 'change')} behind`;
  if (status === 'paused') return behind > 0 ? `Stands ${missing}.` : 'Nothing is waiting.';
  if (error) return behind > 0 ? `Nothing can be delivered, ${missing}.` : 'Nothing could be delivered the last time.';
  if (behind > 0) return `Still ${missing}.`;
  return delivered > 0 ? `${countWords(delivered, 'change')} delivered so far.` : 'Waits for the first records.';
}
