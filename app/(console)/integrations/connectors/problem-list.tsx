import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import { StatusShape } from '#app/ui/status-shape.tsx';
import type { PlacedProblem } from './use-draft.ts';

interface ProblemListProps {
  problems: PlacedProblem[];
  busy: boolean;
  onGo: (line: number, problem: PlacedProblem) => void;
}

/** What is wrong with the draft, each with the way to its line. */
export function ProblemList({ problems, busy, onGo }: ProblemListProps) {
  return (
    <div aria-live="polite" aria-busy={busy} className="shrink-0">
      {problems.length === 0 ? (
        <p className="flex items-center gap-2 text-12 text-muted">
          <StatusShape tone="active" />
          Nothing is wrong with it.
        </p>
      ) : (
        <ScrollRegion label="Problems" className="max-h-36 rounded-control border border-line">
          <ul>
            {problems.map((problem) => {
              const { path, message, severity, line } = problem;
              return (
                <li key={`${path.join('.')} ${message}`} className="border-b border-line last:border-0">
                  <button
                    type="button"
                    onClick={() => onGo(line, problem)}
                    className="flex w-full items-baseline gap-2 px-3 py-1.5 text-left text-12 hover:bg-hover"
                  >
                    <StatusShape tone={severity === 'error' ? 'failed' : 'attention'} />
                    <span className="shrink-0 text-faint">Line {line}</span>
                    <span className="min-w-0 wrap-anywhere">
                      {path.length > 0 && <span className="font-mono text-muted">{path.join('.')}: </span>}
                      {message}
                    </span>
                  </button>
                </li>
              );
            })}
          </ul>
        </ScrollRegion>
      )}
    </div>
  );
}
