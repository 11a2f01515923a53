import { Button } from './button.tsx';

/** Filters that leave nothing: said as that, with the way back. */
export function NothingFound({ what, onClear }: { what: string; onClear: () => void }) {
  return (
    <div className="flex flex-col items-start gap-3 px-4 py-8 md:px-6">
      <p className="text-muted">No {what} with these filters.</p>
      <Button onClick={onClear}>Clear the filters</Button>
    </div>
  );
}
