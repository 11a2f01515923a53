interface ProgressProps {
  /** What is counted. */
  label: string;
  value: number;
  max: number;
}

/** How far something is whose total is known. */
export const Progress = ({ label, value, max }: ProgressProps) => (
  <progress
    aria-label={label}
    max={Math.max(1, max)}
    value={Math.min(value, max)}
    className="h-1.5 w-full appearance-none overflow-hidden rounded-dot bg-selected [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-accent"
  />
);
