/** A row of small bars: the shape of something over time, with its meaning in words for who doesn't see it. */
export function Sparkline({ values, words }: { values: number[]; words: string }) {
  const most = Math.max(1, ...values);
  return (
    <span className="inline-flex h-5 items-end gap-px align-middle" title={words}>
      <span className="sr-only">{words}</span>
      {values.map((value, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in time has no other name
          key={index}
          aria-hidden="true"
          className={`w-[3px] rounded-t-[1px] ${value > 0 ? 'bg-data' : 'bg-line-strong'}`}
          // Square root: one large first run must not flatten all others.
          style={{ height: value > 0 ? `${Math.round(15 + 85 * Math.sqrt(value / most))}%` : '1px' }}
        />
      ))}
    </span>
  );
}
