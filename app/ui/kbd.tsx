export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd className="inline-flex gap-0.5 font-sans text-12 text-faint">
      {keys.split(' ').map((key) => (
        <span key={key} className="min-w-5 rounded-[4px] border border-line bg-surface px-1 text-center leading-4.5">
          {key}
        </span>
      ))}
    </kbd>
  );
}
