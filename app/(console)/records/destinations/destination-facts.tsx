import { CopyId } from '#app/ui/copy-id.tsx';
import { type Fact, Facts } from '#app/ui/facts.tsx';
import { countWords, numberWords } from '#app/ui/number-words.ts';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { contentWords, type Destination, DestinationState } from './destination-state.tsx';

interface DestinationFactsProps {
  destination: Destination;
  /** The words of its settings, where the connector is known. */
  labels?: { name: string; label: string; choices?: { value: string; label: string }[] | undefined }[];
}

export function DestinationFacts({ destination, labels = [] }: DestinationFactsProps) {
  const { account, behind, delivered, deliveredAt, createdAt, settings, id } = destination;
  const facts: Fact[] = [
    { name: 'State', value: <DestinationState destination={destination} /> },
    { name: 'Where it is', value: <span className="font-mono text-12">{account}</span> },
    { name: 'What it gets', value: contentWords(destination) },
    { name: 'Behind', value: behind === 0 ? 'Nothing' : `${countWords(behind, 'change')} at most` },
    { name: 'Delivered', value: countWords(delivered, 'change') },
    { name: 'Last delivery', value: deliveredAt ? <RelativeTime at={deliveredAt} /> : 'None yet' },
    ...labels.flatMap(({ name, label, choices }) => {
      const value = settings[name];
      if (value === undefined) return [];
      const words = choices?.find((choice) => choice.value === value)?.label ?? shown(value);
      return [{ name: label, value: words }];
    }),
    { name: 'Since', value: <RelativeTime at={createdAt} /> },
    { name: 'Id', value: <CopyId id={id} what="destination id" /> },
  ];
  return <Facts facts={facts} />;
}

function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'number' ? numberWords(value) : String(value) || 'None';
}
