import { Button } from './button.tsx';
import { numberWords } from './number-words.ts';

interface LoadMoreProps {
  shown: number;
  more: boolean;
  busy: boolean;
  onMore: () => void;
}

/** The foot of a list: how much is shown, and the way to the rest. */
export function LoadMore({ shown, more, busy, onMore }: LoadMoreProps) {
  return (
    <div className="sticky left-0 flex h-11 items-center gap-3 px-4 text-12 text-faint md:px-6">
      {more ? `The latest ${numberWords(shown)}` : shown === 1 ? 'Just this one' : `All ${numberWords(shown)} shown`}
      {more && (
        <Button size="small" busy={busy} onClick={onMore}>
          Show more
        </Button>
      )}
    </div>
  );
}
