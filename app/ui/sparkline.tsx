interface SparklineProps {
  values: number[];
  /** What is drawn, as a sentence: nobody needs to see it to know it. */
  label: string;
}

const width = 96;
const height = 20;

export function Sparkline({ values, label }: SparklineProps) {
  const highest = Math.max(...values, 1);
  const step = width / Math.max(values.length - 1, 1);
  const points = values.map((value, index) => `${(index * step).toFixed(1)},${(height - 1.5 - (value / highest) * (height - 3)).toFixed(1)}`);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="h-5 w-24 shrink-0 text-accent" role="img" aria-label={label}>
      <polygon points={`0,${height} ${points.join(' ')} ${width},${height}`} fill="currentColor" opacity=".12" />
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}
