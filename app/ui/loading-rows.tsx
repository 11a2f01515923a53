const widths = ['w-40', 'w-56', 'w-32', 'w-48', 'w-36', 'w-52'];

/** Rows of the height that the real ones will have, so that nothing jumps when they come. */
export function LoadingRows({ rows = 6, what }: { rows?: number; what: string }) {
  return (
    <div role="status" className="breathe">
      <span className="sr-only">Loading {what}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={String(row)}
          className="flex h-9 items-center gap-6 border-b border-line px-4 md:px-6"
          aria-hidden="true"
        >
          <span className={`h-2 rounded-control bg-selected ${widths[row % widths.length]}`} />
          <span className="ml-auto h-2 w-16 rounded-control bg-selected" />
        </div>
      ))}
    </div>
  );
}
