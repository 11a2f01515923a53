import { PeekPanel } from '#app/ui/peek-panel.tsx';
import { DestinationActions } from './destination-actions.tsx';
import { DestinationFacts } from './destination-facts.tsx';
import { DestinationProblem } from './destination-problem.tsx';
import type { Destination } from './destination-state.tsx';

interface DestinationPeekProps {
  destination: Destination;
  onClose: () => void;
}

export function DestinationPeek({ destination, onClose }: DestinationPeekProps) {
  const { name, id } = destination;
  return (
    <PeekPanel title={name} label={`Destination ${name}`} href={`/records/destinations/${id}`} onClose={onClose}>
      <DestinationProblem destination={destination} />
      <DestinationFacts destination={destination} />
      <DestinationActions destination={destination} />
    </PeekPanel>
  );
}
