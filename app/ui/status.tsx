import { StatusShape, type StatusTone } from './status-shape.tsx';

/** Colour, shape and word. */
export function Status({ tone, word, strong = false }: { tone: StatusTone; word: string; strong?: boolean }) {
  return (
    <span
      className={`inline-flex items-center align-middle gap-1.5 whitespace-nowrap ${strong ? 'font-medium text-ink' : 'text-muted'}`}
    >
      <StatusShape tone={tone} />
      {word}
    </span>
  );
}
