import { CopyButton } from './copy-button.tsx';

interface CopyIdProps {
  id: string;
  what: string;
  /** Shows the beginning and the end only; the copy is whole. */
  short?: boolean;
}

/** An id is never shown without a way to copy it. */
export function CopyId({ id, what, short = false }: CopyIdProps) {
  const shown = short && id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
  return (
    <span className="inline-flex max-w-full items-center align-middle gap-0.5">
      <code className="min-w-0 truncate font-mono text-12 text-muted" title={id}>
        {shown}
      </code>
      <CopyButton value={id} what={what} />
    </span>
  );
}
